namespace ModelMarket.Learning.Metrics;

/// <summary>What follows from the kind of a metric.</summary>
public static class MetricTraits
{
    /// <summary>Units of a metric's integer in 1.</summary>
    public const long Scale = 1_000_000_000;

    /// <summary>True for a value of the enumeration.</summary>
    public static bool IsKnown(this Metric metric) => metric <= Metric.RSquared;

    /// <summary>True where a larger integer is a better score.</summary>
    public static bool HigherIsBetter(this Metric metric) => metric is not (Metric.LogLoss or Metric.Rmse or Metric.MeanAbsoluteError);

    /// <summary>True where the targets are classes.</summary>
    public static bool IsClassification(this Metric metric) => metric < Metric.Rmse;

    /// <summary>The value that loses against every score: what a run with a non-finite output gets.</summary>
    public static long Worst(this Metric metric) => metric.HigherIsBetter() ? -LearningLimits.ScoreMax : LearningLimits.ScoreMax;

    /// <summary>By how much <paramref name="after"/> is better than <paramref name="before"/>; negative when worse. Gains are mirrored.</summary>
    public static long Improvement(this Metric metric, long before, long after) => metric.HigherIsBetter() ? after - before : before - after;
}
