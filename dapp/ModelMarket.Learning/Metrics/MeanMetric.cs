using System.Numerics;

namespace ModelMarket.Learning.Metrics;

/// <summary>Weighted means of per-row integers: log-loss, accuracy, mean absolute error.</summary>
internal static class MeanMetric
{
    /// <summary>⌊Σw·l / Σw⌋ and its standard error √(n/(n−1) · Σw²(l−m)² / (Σw)²), l per row (or per element of it), w in millionths.</summary>
    public static Score Of(Metric metric, RowWeights weights, ReadOnlySpan<long> values, int perRow)
    {
        Int128 sum = 0;
        for (int i = 0; i < values.Length; i++)
            sum += (Int128)values[i] * weights.At(i / perRow);
        long mean = (long)(sum / (weights.Total * perRow));
        return mean > LearningLimits.ScoreMax
            ? Score.Worst(metric, ScoreOutcome.Overflow)
            : new Score(mean, StandardError(weights, values, perRow, mean), ScoreOutcome.Exact);
    }

    private static long StandardError(RowWeights weights, ReadOnlySpan<long> values, int perRow, long mean)
    {
        if (values.Length < 2)
            return LearningLimits.ScoreMax;
        BigInteger squares = 0;
        for (int i = 0; i < values.Length; i++)
        {
            BigInteger term = (Int128)(values[i] - mean) * weights.At(i / perRow);
            squares += term * term;
        }

        BigInteger total = (BigInteger)weights.Total * perRow;
        BigInteger denominator = total * total * (values.Length - 1);
        return ExactRoot.Floor(squares * values.Length / denominator);
    }
}
