namespace ModelMarket.Core.Payout;

/// <summary>A submission that contributed to a rounds job.</summary>
/// <param name="SubmissionId">Its place in the order of merit.</param>
/// <param name="Contribution">Its part of its round's v(N).</param>
/// <param name="Bond">Its client bond.</param>
/// <param name="Earned">What its round paid it.</param>
internal readonly record struct FinalMember(int SubmissionId, ulong Contribution, UInt128 Bond, UInt128 Earned);
