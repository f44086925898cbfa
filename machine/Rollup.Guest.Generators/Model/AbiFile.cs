namespace Rollup.Guest.Generators.Model;

/// <summary>An ABI file as far as inputs go.</summary>
/// <param name="Functions">Its functions that may be called as inputs.</param>
/// <param name="Records">The structs among their parameters.</param>
/// <param name="Problem">Why it cannot be used; null when it can.</param>
internal sealed record AbiFile(EquatableList<AbiFunction> Functions, EquatableList<AbiRecord> Records, string? Problem);
