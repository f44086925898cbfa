namespace ModelMarket.Core.Payout;

/// <summary>What one candidate earns, with the numbers that led to it.</summary>
/// <param name="SubmissionId">Whose it is.</param>
/// <param name="Before">The score it is measured against: the initial model's, under R5 the best before it.</param>
/// <param name="Gain">How much better it is.</param>
/// <param name="PaidBefore">Under R5 what was paid to earlier candidates; else 0.</param>
/// <param name="Uncapped">What the rule gives.</param>
/// <param name="Pay">That, after the cap by stake.</param>
internal readonly record struct PayShare(int SubmissionId, long Before, ulong Gain, UInt128 PaidBefore, UInt128 Uncapped, UInt128 Pay);
