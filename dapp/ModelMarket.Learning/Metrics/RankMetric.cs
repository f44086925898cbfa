namespace ModelMarket.Learning.Metrics;

/// <summary>ROC AUC by integer mid-ranks.</summary>
internal static class RankMetric
{
    /// <summary>⌊10⁹ · (R₂ − p(p+1)) / (2·p·q)⌋ with R₂ the sum of doubled mid-ranks of the p positive rows, q the negative ones, rows sorted by
    /// (key, row). Standard error after Hanley and McNeil (1982).</summary>
    /// <param name="keys">Order-preserving integers of the scores; equal keys are ties.</param>
    /// <param name="labels">True classes.</param>
    /// <param name="positive">The positive class.</param>
    public static Score RocAuc(ReadOnlySpan<long> keys, ReadOnlySpan<long> labels, long positive)
    {
        int n = keys.Length;
        var order = new (long Key, int Row)[n];
        for (int i = 0; i < n; i++)
            order[i] = (keys[i], i);
        Array.Sort(order, static (a, b) => a.Key != b.Key ? a.Key.CompareTo(b.Key) : a.Row.CompareTo(b.Row));
        long positives = 0;
        Int128 rankSum = 0;
        for (int start = 0; start < n;)
        {
            int end = start;
            long tiedPositives = 0;
            while (end < n && order[end].Key == order[start].Key)
            {
                tiedPositives += labels[order[end].Row] == positive ? 1 : 0;
                end++;
            }

            rankSum += (Int128)tiedPositives * (start + 1 + end); // first + last rank of the tie, ranks from 1
            positives += tiedPositives;
            start = end;
        }

        long negatives = n - positives;
        Int128 area = rankSum - ((Int128)positives * (positives + 1));
        Int128 value = area * MetricTraits.Scale / (2 * (Int128)positives * negatives);
        return new Score((long)value, StandardError((long)value, positives, negatives), ScoreOutcome.Exact);
    }

    private static long StandardError(long value, double positives, double negatives)
    {
        double a = (double)value / MetricTraits.Scale;
        double q1 = a / (2.0 - a);
        double q2 = 2.0 * a * a / (1.0 + a);
        double variance = ((a * (1.0 - a)) + ((positives - 1.0) * (q1 - (a * a))) + ((negatives - 1.0) * (q2 - (a * a)))) / (positives * negatives);
        return variance > 0.0 ? (long)(Math.Sqrt(variance) * MetricTraits.Scale) : 0;
    }
}
