namespace ModelMarket.Learning.Metrics;

/// <summary>Whether a run gave a score.</summary>
public enum ScoreOutcome : byte
{
    /// <summary>The value is the metric.</summary>
    Exact,

    /// <summary>An output was NaN or infinite: <see cref="MetricTraits.Worst"/>, nothing is earned.</summary>
    NonFinite,

    /// <summary>A prediction or the metric is beyond the limits: <see cref="MetricTraits.Worst"/> too; for an initial model a refusal.</summary>
    Overflow,
}
