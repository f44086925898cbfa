using Rollup.Primitives;

namespace ModelMarket.Core.Inspect;

/// <summary>What one commitment earned in the settlement of a sealed job, with every number that led to it.</summary>
/// <param name="SubmissionId">The submission.</param>
/// <param name="Sender">The client.</param>
/// <param name="Score">M_i on the scoring rows.</param>
/// <param name="Before">What it is measured against: M0, under R5 the best score before it.</param>
/// <param name="Improvement">I_i: better by how much.</param>
/// <param name="FundedBefore">What was funded before its input: B under R5.</param>
/// <param name="PaidBefore">Under R5 what was paid to earlier commitments; else 0.</param>
/// <param name="Bond">Its client bond.</param>
/// <param name="Uncapped">What the rule gives.</param>
/// <param name="Pay">That, after the cap by stake.</param>
/// <param name="PaymentId">The number of the payment in the escrow; null when nothing is paid.</param>
public sealed record BatchLineView(
    int SubmissionId,
    Address Sender,
    long Score,
    long Before,
    ulong Improvement,
    UInt128 FundedBefore,
    UInt128 PaidBefore,
    UInt128 Bond,
    UInt128 Uncapped,
    UInt128 Pay,
    ulong? PaymentId);
