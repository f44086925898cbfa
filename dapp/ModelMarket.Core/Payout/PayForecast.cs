namespace ModelMarket.Core.Payout;

/// <summary>What R5 will pay for a score before it is submitted.</summary>
public static class PayForecast
{
    /// <summary>
    /// The exact pay when no earlier commitment is undecided; else the range over every outcome: an undecided commitment may reach the
    /// same score first, which leaves nothing, and only raises the best and what was paid, so nothing exceeds the pay of today.
    /// </summary>
    /// <param name="terms">The job's terms.</param>
    /// <param name="standing">The job now.</param>
    /// <param name="score">The submission's score; null when it is Worst (one non-finite output), which earns nothing.</param>
    public static PayRange Of(in RecordTerms terms, in RecordStanding standing, long? score)
    {
        if (score is not { } own) return default;
        ulong gain = MetricGain.Of(own, standing.Best, terms.HigherIsBetter);
        if (!SequentialRecords.Counts(gain, terms.MinImprovement)) return default;
        UInt128 most = SequentialRecords.Pay(standing.Funded, gain, terms.Target, standing.Paid);
        return new PayRange(standing.Undecided == 0 ? most : 0, most);
    }
}
