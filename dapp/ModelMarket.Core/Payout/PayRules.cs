using System.Collections.Immutable;
using ModelMarket.Core.State;
using Rollup.Primitives;

namespace ModelMarket.Core.Payout;

/// <summary>The pay of a whole batch (mechanism.md §5): R0, R1, R2 and R5, then the cap by stake. Every product is one 256-bit MulDiv with one floor.</summary>
internal static class PayRules
{
    /// <summary>Who earns what. Σ pay ≤ pool.</summary>
    /// <param name="terms">The rule and its numbers.</param>
    /// <param name="pool">B.</param>
    /// <param name="candidates">Who passed the gates, in the order of merit.</param>
    public static PayPlan Of(PayTerms terms, UInt128 pool, ImmutableArray<PayCandidate> candidates)
    {
        Invariant.Require(terms.Target > 0 && terms.Slots > 0, "a job has a target and slots");
        ImmutableArray<PayShare> shares = terms.Rule switch
        {
            PayRule.Guaranteed => Guaranteed(terms, pool, candidates),
            PayRule.Proportional => Relative(terms, candidates, Proportional(terms, pool, candidates)),
            PayRule.Winner => Relative(terms, candidates, Winner(terms, pool, candidates)),
            PayRule.SequentialRecords => Sequential(terms, pool, candidates),
            _ => throw new InvariantException($"{terms.Rule} does not pay a batch."),
        };
        UInt128 total = 0;
        foreach (PayShare share in shares) total += share.Pay;
        Invariant.Require(total <= pool, "no more is paid than there is");
        return new PayPlan(total, shares);
    }

    /// <summary>R0: <c>min(⌊B/N⌋, ⌊B·I/(N·D)⌋)</c>, whatever others do.</summary>
    private static ImmutableArray<PayShare> Guaranteed(PayTerms terms, UInt128 pool, ImmutableArray<PayCandidate> candidates)
    {
        Invariant.Require((uint)candidates.Length <= terms.Slots, "no more is counted than there are slots");
        UInt128 slot = pool / terms.Slots, divisor = (UInt128)terms.Slots * terms.Target;
        return Relative(terms, candidates, [.. candidates.Select(candidate => candidate.Gain >= terms.Target ? slot : MulDiv(pool, candidate.Gain, divisor))]);
    }

    /// <summary>R1: shares I_i/ΣI of <c>⌊B·min(D, best)/D⌋</c>.</summary>
    private static ImmutableArray<UInt128> Proportional(PayTerms terms, UInt128 pool, ImmutableArray<PayCandidate> candidates) =>
        LargestRemainder.Split(PoolOf(terms, pool, Best(candidates)), [.. candidates.Select(candidate => (UInt128)candidate.Gain)]);

    /// <summary>R2: <c>⌊B·min(D, best)/D⌋</c> to the best if its score reaches the threshold; ties to the lower commitment.</summary>
    private static ImmutableArray<UInt128> Winner(PayTerms terms, UInt128 pool, ImmutableArray<PayCandidate> candidates)
    {
        ulong best = Best(candidates);
        var pays = new UInt128[candidates.Length];
        int winner = -1;
        for (int i = candidates.Length - 1; i >= 0; i--)
        {
            if (candidates[i].Gain == best) winner = i;
        }

        if (winner >= 0 && Reaches(terms, candidates[winner].Score)) pays[winner] = PoolOf(terms, pool, best);
        return ImmutableArray.Create(pays);
    }

    private static bool Reaches(PayTerms terms, long score)
    {
        if (terms.WinnerThreshold == 0) return true;
        return terms.HigherIsBetter ? score >= (long)terms.WinnerThreshold : score <= (long)terms.WinnerThreshold;
    }

    /// <summary>R5 over a list that is complete: each record over the best so far, in the order of merit, capped by what is left of its B.</summary>
    private static ImmutableArray<PayShare> Sequential(PayTerms terms, UInt128 pool, ImmutableArray<PayCandidate> candidates)
    {
        ImmutableArray<PayShare>.Builder shares = ImmutableArray.CreateBuilder<PayShare>(candidates.Length);
        long best = terms.M0;
        UInt128 paid = 0;
        foreach (PayCandidate candidate in candidates)
        {
            ulong gain = MetricGain.Of(candidate.Score, best, terms.HigherIsBetter);
            bool counts = SequentialRecords.Counts(gain, terms.MinImprovement);
            UInt128 funded = UInt128.Max(UInt128.Min(candidate.FundedBefore, pool), paid);
            UInt128 uncapped = counts ? SequentialRecords.Pay(funded, gain, terms.Target, paid) : 0;
            UInt128 pay = Capped(terms, candidate, uncapped);
            shares.Add(new PayShare(candidate.SubmissionId, best, gain, paid, uncapped, pay));
            if (counts) best = candidate.Score;
            paid += pay;
        }

        return shares.MoveToImmutable();
    }

    private static ImmutableArray<PayShare> Relative(PayTerms terms, ImmutableArray<PayCandidate> candidates, ImmutableArray<UInt128> uncapped) =>
        [.. candidates.Select((candidate, index) => new PayShare(
            candidate.SubmissionId, terms.M0, candidate.Gain, 0, uncapped[index], Capped(terms, candidate, uncapped[index])))];

    private static UInt128 Capped(PayTerms terms, in PayCandidate candidate, UInt128 pay) =>
        StakeCap.Apply(pay, candidate.Bond, terms.StakeCapThousandths, 0);

    private static UInt128 PoolOf(PayTerms terms, UInt128 pool, ulong best) => MulDiv(pool, Math.Min(terms.Target, best), terms.Target);

    private static ulong Best(ImmutableArray<PayCandidate> candidates)
    {
        ulong best = 0;
        foreach (PayCandidate candidate in candidates) best = Math.Max(best, candidate.Gain);
        return best;
    }

    private static UInt128 MulDiv(UInt128 amount, UInt128 numerator, UInt128 denominator)
    {
        Invariant.Require(UInt256.MulDiv(amount, numerator, denominator, out UInt128 part), "a part is at most the whole");
        return part;
    }
}
