using Rollup.Primitives;

namespace ModelMarket.Core.Inspect;

/// <summary>What one submission earned in the final check of a rounds job.</summary>
/// <param name="SubmissionId">The submission.</param>
/// <param name="Round">Its round.</param>
/// <param name="Sender">The client.</param>
/// <param name="Contribution">Its part of its round's v(N): its weight here.</param>
/// <param name="Bond">Its client bond.</param>
/// <param name="Earned">What its round paid it: it counts against the cap by stake.</param>
/// <param name="Uncapped">What the rule gives.</param>
/// <param name="Pay">That, after the cap by stake.</param>
/// <param name="PaymentId">The number of the payment in the escrow, one for each address; null when nothing is paid.</param>
public sealed record FinalLineView(
    int SubmissionId, uint Round, Address Sender, ulong Contribution, UInt128 Bond, UInt128 Earned, UInt128 Uncapped, UInt128 Pay, ulong? PaymentId);
