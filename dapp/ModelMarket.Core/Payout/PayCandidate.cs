namespace ModelMarket.Core.Payout;

/// <summary>A commitment that passed the gates.</summary>
/// <param name="SubmissionId">Its place in the order of merit.</param>
/// <param name="Gain">I_i: improvement over the initial model.</param>
/// <param name="Score">M_i.</param>
/// <param name="Bond">Its client bond.</param>
/// <param name="FundedBefore">What was funded before its input: B under R5.</param>
internal readonly record struct PayCandidate(int SubmissionId, ulong Gain, long Score, UInt128 Bond, UInt128 FundedBefore);
