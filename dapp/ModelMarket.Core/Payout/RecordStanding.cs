namespace ModelMarket.Core.Payout;

/// <summary>Where a job stands when a new commitment would be made.</summary>
/// <param name="Best">The best score so far, the initial model's at first.</param>
/// <param name="Funded">B of a commitment made now.</param>
/// <param name="Paid">What was paid so far.</param>
/// <param name="Undecided">Earlier commitments that are not decided yet.</param>
public readonly record struct RecordStanding(long Best, UInt128 Funded, UInt128 Paid, int Undecided);
