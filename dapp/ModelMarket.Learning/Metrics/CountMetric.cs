using System.Numerics;

namespace ModelMarket.Learning.Metrics;

/// <summary>Metrics of predicted against true classes by counting: balanced accuracy and F1. Rows weigh the same.</summary>
internal static class CountMetric
{
    /// <summary>Parts of 10⁻⁹ that recalls are added in, so that thirds of thirds do not lose the last unit.</summary>
    private static readonly UInt128 Fine = (UInt128)1_000_000_000_000_000_000;

    /// <summary>Mean recall of the classes that occur: each recall rounded at 10⁻²⁷, summed, divided once, floor. Standard error √(Σ r(1−r)/n) / C.</summary>
    public static Score BalancedAccuracy(ReadOnlySpan<long> predicted, ReadOnlySpan<long> labels)
    {
        Dictionary<long, int> indexOf = [];
        List<(long Rows, long Found)> classes = [];
        for (int i = 0; i < labels.Length; i++)
        {
            if (!indexOf.TryGetValue(labels[i], out int index))
            {
                index = classes.Count;
                indexOf.Add(labels[i], index);
                classes.Add((0, 0));
            }

            (long rows, long found) = classes[index];
            classes[index] = (rows + 1, found + (predicted[i] == labels[i] ? 1 : 0));
        }

        UInt128 sum = 0;
        BigInteger variance = 0; // × 10¹⁸
        foreach ((long rows, long found) in classes)
        {
            UInt128 n = (UInt128)rows;
            sum += (((UInt128)found * MetricTraits.Scale * Fine) + (n / 2)) / n;
            BigInteger cube = (BigInteger)rows * rows * rows;
            variance += (BigInteger)found * (rows - found) * MetricTraits.Scale * MetricTraits.Scale / cube;
        }

        UInt128 count = (UInt128)classes.Count;
        long value = (long)((sum + (count / 2)) / (count * Fine));
        return new Score(value, ExactRoot.Floor(variance / (classes.Count * (BigInteger)classes.Count)), ScoreOutcome.Exact);
    }

    /// <summary>⌊2·tp·10⁹ / (2·tp + fp + fn)⌋. Standard error by the delta method on p = tp/n, n = tp + fp + fn: √(4·n·tp·(fp+fn)) / (2·tp + fp + fn)².</summary>
    public static Score F1(ReadOnlySpan<long> predicted, ReadOnlySpan<long> labels, long positive)
    {
        long truePositive = 0, wrong = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            bool isPositive = labels[i] == positive, saysPositive = predicted[i] == positive;
            truePositive += isPositive && saysPositive ? 1 : 0;
            wrong += isPositive != saysPositive ? 1 : 0;
        }

        BigInteger m = (2 * truePositive) + wrong;
        if (m.IsZero)
            return new Score(0, LearningLimits.ScoreMax, ScoreOutcome.Exact);
        BigInteger value = 2 * truePositive * (BigInteger)MetricTraits.Scale / m;
        BigInteger variance = 4 * (BigInteger)(truePositive + wrong) * truePositive * wrong * MetricTraits.Scale * MetricTraits.Scale / (m * m * m * m);
        return new Score((long)value, ExactRoot.Floor(variance), ScoreOutcome.Exact);
    }
}
