namespace ModelMarket.Core.State;

/// <summary>The decision on a commitment with every number that led to it.</summary>
internal sealed record Decided(
    SubmissionOutcome Outcome,
    string Detail,
    long? Score,
    long BestBefore,
    ulong Improvement,
    UInt128 PaidBefore,
    UInt128 Pay,
    ulong? PaymentId,
    int? DuplicateOf,
    ulong At);
