using Rollup.Primitives;

namespace ModelMarket.Core.Payout;

/// <summary>The cap by stake (mechanism.md §5): a commitment earns at most <c>⌊ρ·bond/1000⌋</c>.</summary>
internal static class StakeCap
{
    /// <summary>The most a commitment may earn; null where the terms set no cap, or it is beyond 128 bits.</summary>
    public static UInt128? Of(UInt128 bond, uint thousandths)
    {
        if (thousandths == 0) return null;
        return UInt256.MulDiv(bond, thousandths, Limits.Thousandths, out UInt128 most) ? most : null;
    }

    /// <summary>What is left of a pay under the cap; what the cap takes goes back.</summary>
    /// <param name="pay">What the rule gives.</param>
    /// <param name="bond">The commitment's bond.</param>
    /// <param name="thousandths">ρ; 0 = no cap.</param>
    /// <param name="earned">What the commitment earned before.</param>
    public static UInt128 Apply(UInt128 pay, UInt128 bond, uint thousandths, UInt128 earned)
    {
        if (Of(bond, thousandths) is not { } most) return pay;
        return most <= earned ? 0 : UInt128.Min(pay, most - earned);
    }
}
