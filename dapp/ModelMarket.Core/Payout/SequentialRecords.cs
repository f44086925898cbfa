using Rollup.Primitives;

namespace ModelMarket.Core.Payout;

/// <summary>Pay rule R5 (mechanism.md §5): each record over the best so far earns its share of the target.</summary>
public static class SequentialRecords
{
    /// <summary>Whether <paramref name="gain"/> over the best so far counts: it must exceed the least improvement of the terms.</summary>
    public static bool Counts(ulong gain, ulong minImprovement) => gain > minImprovement;

    /// <summary>
    /// <c>⌊funded · gain / target⌋</c>, capped by what is left of <paramref name="funded"/> after <paramref name="paidBefore"/>.
    /// </summary>
    /// <param name="funded">B: what was funded before the commitment's input.</param>
    /// <param name="gain">bestBefore − M in the metric's integer.</param>
    /// <param name="target">D, above zero: the improvement that earns the whole reward.</param>
    /// <param name="paidBefore">What earlier commitments of the job were paid; never above <paramref name="funded"/>.</param>
    public static UInt128 Pay(UInt128 funded, ulong gain, ulong target, UInt128 paidBefore)
    {
        Invariant.Require(target > 0, "a job's target is above zero");
        Invariant.Require(paidBefore <= funded, "earlier commitments were paid from what was funded before them");
        UInt128 left = funded - paidBefore;
        // A gain of the whole target or more earns all of B: no product needed, and none can overflow.
        if (gain >= target) return left;
        UInt128 share = MulDivFloor(funded, gain, target);
        return UInt128.Min(share, left);
    }

    private static UInt128 MulDivFloor(UInt128 funded, ulong gain, ulong target)
    {
        bool fits = UInt256.MulDiv(funded, gain, target, out UInt128 share);
        Invariant.Require(fits, "gain is below target, so the share is below the pool");
        return share;
    }
}
