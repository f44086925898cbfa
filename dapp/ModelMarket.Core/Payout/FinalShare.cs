namespace ModelMarket.Core.Payout;

/// <summary>What one submission of a rounds job earns in the final check.</summary>
/// <param name="SubmissionId">Whose it is.</param>
/// <param name="Contribution">Its part of its round's v(N).</param>
/// <param name="Uncapped">What the rule gives.</param>
/// <param name="Pay">That, after the cap by stake over round and final check together.</param>
internal readonly record struct FinalShare(int SubmissionId, ulong Contribution, UInt128 Uncapped, UInt128 Pay);
