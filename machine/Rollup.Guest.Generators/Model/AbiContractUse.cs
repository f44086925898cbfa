namespace Rollup.Guest.Generators.Model;

/// <summary>An interface whose methods come from an ABI file, implemented by an application.</summary>
/// <param name="File">The ABI file's name.</param>
/// <param name="Interface">The interface, fully qualified.</param>
internal sealed record AbiContractUse(string File, string Interface);
