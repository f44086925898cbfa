using System.Numerics;

namespace ModelMarket.Learning.Metrics;

/// <summary>Metrics of squared errors in units of 10⁻⁹: RMSE and R².</summary>
internal static class ErrorMetric
{
    /// <summary>⌊√(Σw·d² / Σw)⌋. Standard error √(Var(d²)/n) / (2·RMSE), by the delta method.</summary>
    /// <param name="weights">Of rows.</param>
    /// <param name="errors">Differences, elements of a row together.</param>
    /// <param name="perRow">Elements of a row.</param>
    public static Score Rmse(RowWeights weights, ReadOnlySpan<long> errors, int perRow)
    {
        BigInteger mean = WeightedSquares(weights, errors, perRow) / ((BigInteger)weights.Total * perRow);
        long value = ExactRoot.Floor(mean);
        if (value >= LearningLimits.ScoreMax)
            return Score.Worst(Metric.Rmse, ScoreOutcome.Overflow);
        if (value == 0)
            return new Score(0, 0, ScoreOutcome.Exact);
        BigInteger spread = SpreadOfSquares(errors, out int n);
        BigInteger variance = n < 2 ? -1 : spread / ((BigInteger)n * (n - 1) * 4 * value * value);
        return new Score(value, n < 2 ? LearningLimits.ScoreMax : ExactRoot.Floor(variance), ScoreOutcome.Exact);
    }

    /// <summary>⌊10⁹·(1 − SSE/SST)⌋ exactly, floor towards −∞, SST about the weighted mean of the targets. Standard error √(n·Var(d²)) / SST.</summary>
    public static Score RSquared(RowWeights weights, ReadOnlySpan<long> errors, ReadOnlySpan<long> targets)
    {
        BigInteger total = weights.Total, scaledVariance = ScaledTargetVariance(weights, targets);
        BigInteger gain = (scaledVariance - (total * WeightedSquares(weights, errors, 1))) * MetricTraits.Scale;
        BigInteger value = BigInteger.Divide(gain, scaledVariance);
        if (gain.Sign < 0 && value * scaledVariance != gain)
            value -= 1;
        if (BigInteger.Abs(value) > LearningLimits.ScoreMax)
            return Score.Worst(Metric.RSquared, ScoreOutcome.Overflow);
        BigInteger spread = SpreadOfSquares(errors, out int n);
        if (n < 2)
            return new Score((long)value, LearningLimits.ScoreMax, ScoreOutcome.Exact);
        // n·Var(d²) / SST² with SST = scaledVariance / Σw.
        BigInteger numerator = spread / (n - 1) * total * total * MetricTraits.Scale * MetricTraits.Scale;
        return new Score((long)value, ExactRoot.Floor(numerator / (scaledVariance * scaledVariance)), ScoreOutcome.Exact);
    }

    /// <summary>Σw · Σw·(y − ȳ)² = Σw·Σw·y² − (Σw·y)²: no rounding.</summary>
    public static BigInteger ScaledTargetVariance(RowWeights weights, ReadOnlySpan<long> targets)
    {
        BigInteger sum = 0, squares = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            sum += (BigInteger)targets[i] * weights.At(i);
            squares += (BigInteger)targets[i] * targets[i] * weights.At(i);
        }

        return (weights.Total * squares) - (sum * sum);
    }

    private static BigInteger WeightedSquares(RowWeights weights, ReadOnlySpan<long> errors, int perRow)
    {
        BigInteger sum = 0;
        for (int i = 0; i < errors.Length; i++)
            sum += (BigInteger)errors[i] * errors[i] * weights.At(i / perRow);
        return sum;
    }

    /// <summary>Σ(d² − mean d²)², the mean floored; unweighted.</summary>
    private static BigInteger SpreadOfSquares(ReadOnlySpan<long> errors, out int n)
    {
        n = errors.Length;
        BigInteger sum = 0, spread = 0;
        foreach (long error in errors)
            sum += (BigInteger)error * error;
        BigInteger mean = sum / n;
        foreach (long error in errors)
        {
            BigInteger difference = ((BigInteger)error * error) - mean;
            spread += difference * difference;
        }

        return spread;
    }
}
