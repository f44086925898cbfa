namespace Rollup.Guest.Generators.Model;

/// <summary>A function of an ABI file.</summary>
/// <param name="Name">Its name in Solidity.</param>
/// <param name="Arguments">Its parameters.</param>
internal sealed record AbiFunction(string Name, EquatableList<Argument> Arguments);
