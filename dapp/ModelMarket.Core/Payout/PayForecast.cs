using ModelMarket.Core.State;
using ModelMarket.Learning.Metrics;
using Rollup.Primitives;

namespace ModelMarket.Core.Payout;

/// <summary>What a score will be paid, before it is submitted: exact where nothing else can change it, else the range over every outcome.</summary>
public static class PayForecast
{
    /// <summary>
    /// In open jobs: the exact pay when no earlier commitment is undecided; else the range over every outcome: an undecided commitment may reach the
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
        UInt128 uncapped = SequentialRecords.Pay(standing.Funded, gain, terms.Target, standing.Paid);
        UInt128 most = StakeCap.Apply(uncapped, terms.Bond, terms.StakeCapThousandths, 0);
        return new PayRange(standing.Undecided == 0 ? most : 0, most);
    }

    /// <summary>
    /// In sealed jobs, for a score on the rows that will count: R0 to the last unit, whatever others do; else between the rivals that leave the least,
    /// and nobody else improving.
    /// </summary>
    /// <param name="terms">The job's terms.</param>
    /// <param name="pool">B.</param>
    /// <param name="m0">Score of the initial model on the same rows.</param>
    /// <param name="score">The submission's score; null when it is Worst.</param>
    public static PayRange OfBatch(BatchTerms terms, UInt128 pool, long m0, long? score)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (score is not { } own) return default;
        ulong gain = MetricGain.Of(own, m0, terms.HigherIsBetter);
        if (!SequentialRecords.Counts(gain, terms.MinImprovement)) return default;
        PayRange range = (PayRule)terms.PayRule switch
        {
            PayRule.Guaranteed => Exactly(Part(pool / terms.MaxSubmissions, pool, gain, (UInt128)terms.MaxSubmissions * terms.Target)),
            PayRule.Proportional => Proportional(terms, pool, gain, MostGain(m0, terms.HigherIsBetter)),
            PayRule.Winner => new PayRange(0, Reaches(terms, own) ? Part(pool, pool, gain, terms.Target) : 0),
            _ => new PayRange(0, Part(pool, pool, gain, terms.Target)),
        };
        return new PayRange(Capped(terms, range.Least), Capped(terms, range.Most));
    }

    /// <summary>
    /// In a round: nothing if the aggregate is no better, else at most the round's whole share of what is left, and all of the final check.
    /// </summary>
    /// <param name="terms">The job's terms.</param>
    /// <param name="standing">The job now.</param>
    /// <param name="score">The submission's score alone, on the public rows; null when it is Worst.</param>
    public static PayRange OfRound(BatchTerms terms, in RoundStanding standing, long? score)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (score is not { } own || standing.RoundsLeft == 0) return default;
        ulong gain = MetricGain.Of(own, standing.StartScore, terms.HigherIsBetter);
        if (!SequentialRecords.Counts(gain, terms.MinImprovement)) return default;
        return new PayRange(0, Capped(terms, (standing.Left / standing.RoundsLeft) + standing.FinalPart));
    }

    private static PayRange Exactly(UInt128 pay) => new(pay, pay);

    private static PayRange Proportional(BatchTerms terms, UInt128 pool, ulong gain, ulong mostGain)
    {
        UInt128 most = Part(pool, pool, gain, terms.Target);
        // The largest remainder may give one unit above the floor, never more than there is.
        if (most < pool) most++;
        ulong rival = Math.Max(gain, mostGain);
        UInt128 least = UInt128.Min(Against(terms, pool, gain, gain, LastOfSamePool(terms, pool, gain, rival)), Against(terms, pool, gain, rival, rival));
        return new PayRange(least, most);
    }

    /// <summary>The share of a gain where the best earns the pool and all rivals have the gain <paramref name="rival"/>.</summary>
    private static UInt128 Against(BatchTerms terms, UInt128 pool, ulong gain, ulong best, ulong rival) =>
        Part(pool, Part(pool, pool, best, terms.Target), gain, gain + ((UInt128)(terms.MaxSubmissions - 1) * rival));

    /// <summary>
    /// Rivals as good as oneself leave little, for they add to the sum and not to the pool; those up to the next whole unit of the pool leave least. Beyond,
    /// the pool grows faster than their share, up to the target; from there on only they grow.
    /// </summary>
    private static ulong LastOfSamePool(BatchTerms terms, UInt128 pool, ulong gain, ulong rival)
    {
        if (pool == 0 || gain >= terms.Target) return gain;
        Invariant.Require(UInt256.MulDiv(Part(pool, pool, gain, terms.Target) + 1, terms.Target, pool, out UInt128 next), "a part is at most the whole");
        return (ulong)UInt128.Max(gain, UInt128.Min(rival, next));
    }

    /// <summary>The largest gain the metric leaves: a loss falls to 0, a rate rises to 1.</summary>
    private static ulong MostGain(long m0, bool higherIsBetter) => (ulong)Math.Max(0, higherIsBetter ? MetricTraits.Scale - m0 : m0);

    /// <summary><c>⌊amount · numerator / denominator⌋</c>, at most <paramref name="most"/>.</summary>
    private static UInt128 Part(UInt128 most, UInt128 amount, UInt128 numerator, UInt128 denominator)
    {
        if (numerator >= denominator) return UInt128.Min(most, amount);
        Invariant.Require(UInt256.MulDiv(amount, numerator, denominator, out UInt128 part), "a part is at most the whole");
        return UInt128.Min(most, part);
    }

    private static bool Reaches(BatchTerms terms, long score) =>
        terms.WinnerThreshold == 0 || (terms.HigherIsBetter ? score >= (long)terms.WinnerThreshold : score <= (long)terms.WinnerThreshold);

    private static UInt128 Capped(BatchTerms terms, UInt128 pay) => StakeCap.Apply(pay, terms.Bond, terms.StakeCapThousandths, 0);
}
