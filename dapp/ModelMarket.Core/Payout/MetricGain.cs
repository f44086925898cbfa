namespace ModelMarket.Core.Payout;

/// <summary>Improvement in a metric's own integer, for metrics that rise and metrics that fall.</summary>
public static class MetricGain
{
    /// <summary>How much better <paramref name="score"/> is than <paramref name="before"/>; zero if it is not better. Gains of rising metrics are mirrored.</summary>
    public static ulong Of(long score, long before, bool higherIsBetter)
    {
        Int128 gain = higherIsBetter ? (Int128)score - before : (Int128)before - score;
        return gain > 0 ? (ulong)gain : 0;
    }
}
