namespace ModelMarket.Core.Payout;

/// <summary>A submission that a round aggregates.</summary>
/// <param name="SubmissionId">Its place in the order of merit.</param>
/// <param name="Gain">I_i: alone better than the round's starting model.</param>
/// <param name="Bond">Its client bond.</param>
internal readonly record struct RoundMember(int SubmissionId, ulong Gain, UInt128 Bond);
