namespace Rollup.Guest.Generators.Model;

/// <summary>A struct of an ABI file.</summary>
/// <param name="Name">Its C# name.</param>
/// <param name="Fields">Its fields.</param>
internal sealed record AbiRecord(string Name, EquatableList<Argument> Fields);
