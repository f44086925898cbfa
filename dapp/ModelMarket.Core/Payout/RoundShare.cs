namespace ModelMarket.Core.Payout;

/// <summary>What one member earns in a round, with the numbers that led to it.</summary>
/// <param name="SubmissionId">Whose it is.</param>
/// <param name="Gain">I_i.</param>
/// <param name="Phi">φ_i·n! of exact Shapley values; null under the mixed rule.</param>
/// <param name="LeaveOneOut">v(N) − v(N∖i) under the mixed rule; null else.</param>
/// <param name="Contribution">Its part of v(N), by the same shares: what the final check pays by.</param>
/// <param name="Uncapped">What the rule gives.</param>
/// <param name="Pay">That, after the cap by stake.</param>
internal readonly record struct RoundShare(
    int SubmissionId, ulong Gain, Int128? Phi, Int128? LeaveOneOut, ulong Contribution, UInt128 Uncapped, UInt128 Pay);
