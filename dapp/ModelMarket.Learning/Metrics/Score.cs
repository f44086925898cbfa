namespace ModelMarket.Learning.Metrics;

/// <summary>The score of one set of weights.</summary>
/// <param name="Value">The metric's integer (value × 10⁹), magnitude below 2⁴⁸.</param>
/// <param name="StandardError">Standard error of the value, in the same unit, by the metric's formula; 2⁴⁸ − 1 where it is unknown.</param>
/// <param name="Outcome">Whether the value is the metric or the worst one.</param>
public readonly record struct Score(long Value, long StandardError, ScoreOutcome Outcome)
{
    /// <summary>True when the value stands for "worse than anything".</summary>
    public bool IsWorst => Outcome != ScoreOutcome.Exact;

    /// <summary>The worst score of a metric.</summary>
    public static Score Worst(Metric metric, ScoreOutcome outcome) => new(metric.Worst(), LearningLimits.ScoreMax, outcome);
}
