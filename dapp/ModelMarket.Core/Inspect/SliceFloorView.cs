namespace ModelMarket.Core.Inspect;

/// <summary>A floor of gate 5 (SliceFloor in IMarketInputs.sol).</summary>
/// <param name="By">0 = rows of a class, 1 = rows of a slice.</param>
/// <param name="Value">The class or the slice.</param>
/// <param name="Metric">Number of the metric on those rows.</param>
/// <param name="Floor">The score must be at least this good.</param>
public sealed record SliceFloorView(byte By, uint Value, byte Metric, ulong Floor);
