using ModelMarket.Learning.Numerics;

namespace ModelMarket.Learning.Metrics;

/// <summary>Turns the outputs of one row into the integer that enters a metric (numerics.md §3). All inputs are finite.</summary>
internal static class RowLoss
{
    /// <summary>2^-24: the least probability that counts.</summary>
    private const double ProbabilityMin = 5.9604644775390625e-08;

    /// <summary>round-even(−ln(max(p, 2⁻²⁴))·10⁹).</summary>
    public static long LogLoss(double probability)
    {
        double p = probability > ProbabilityMin ? probability : ProbabilityMin;
        return (long)Math.Round(-Elementary.Log(p) * MetricTraits.Scale);
    }

    /// <summary>Softmax probability of one class in double: maximum by &gt; from the first, exponentials, their sum ascending, one division.</summary>
    public static double Softmax(ReadOnlySpan<double> logits, int index)
    {
        double max = logits[0];
        for (int i = 1; i < logits.Length; i++)
        {
            if (logits[i] > max)
                max = logits[i];
        }

        double sum = 0.0, chosen = 0.0;
        for (int i = 0; i < logits.Length; i++)
        {
            double e = Elementary.Exp(logits[i] - max);
            sum += e;
            if (i == index)
                chosen = e;
        }

        return chosen / sum;
    }

    /// <summary>The first index with the largest value.</summary>
    public static int ArgMax(ReadOnlySpan<double> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best])
                best = i;
        }

        return best;
    }

    /// <summary>An integer with the order of doubles; −0 and +0 are one key.</summary>
    public static long OrderKey(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value == 0.0 ? 0.0 : value);
        return bits >= 0 ? bits : unchecked(long.MinValue - bits); // −∞ … −ε map below 0 in order
    }

    /// <summary>A value in units of 10⁻⁹, rounded to even; false beyond <see cref="LearningLimits.RegressionValueMax"/>.</summary>
    public static bool TryFixed(double value, out long units)
    {
        units = 0;
        if (!(Math.Abs(value) <= LearningLimits.RegressionValueMax))
            return false;
        units = (long)Math.Round(value * MetricTraits.Scale);
        return true;
    }
}
