namespace Rollup.Guest.Generators.Model;

/// <summary>A parameter of a handler that comes from calldata.</summary>
internal sealed record Argument(string Name, AbiNode Type);
