namespace ModelMarket.Core.Inspect;

/// <summary>The numbers that led to a submission's pay. Metric quantities in the metric's integer, amounts in the token's smallest unit.</summary>
/// <param name="Outcome">How it was decided.</param>
/// <param name="Detail">What exactly was wrong; empty if nothing was.</param>
/// <param name="Score">M_i; null when it was not scored or is Worst.</param>
/// <param name="BestBefore">The best score before it.</param>
/// <param name="Improvement">How much better it is; 0 if it is not.</param>
/// <param name="Target">D of the terms.</param>
/// <param name="FundedBefore">B: funded before the commitment's input.</param>
/// <param name="PaidBefore">Paid to earlier commitments of the job.</param>
/// <param name="Pay">What it earned.</param>
/// <param name="PaymentId">The number of the payment in the escrow; null when nothing is paid.</param>
/// <param name="DuplicateOf">The earlier submission it copies; null if none.</param>
/// <param name="At">Block time of the deciding input.</param>
public sealed record DecisionView(
    SubmissionOutcome Outcome,
    string Detail,
    long? Score,
    long BestBefore,
    ulong Improvement,
    ulong Target,
    UInt128 FundedBefore,
    UInt128 PaidBefore,
    UInt128 Pay,
    ulong? PaymentId,
    int? DuplicateOf,
    ulong At);
