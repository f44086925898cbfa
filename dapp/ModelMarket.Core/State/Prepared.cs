namespace ModelMarket.Core.State;

/// <summary>What Preparing found; fixed from then on.</summary>
internal sealed record Prepared(
    long M0,
    long StandardError,
    bool Noisy,
    bool HigherIsBetter,
    long Rows,
    long Parameters,
    long WorkPerSubmission,
    ulong OpenStart);
