using System.Collections.Immutable;
using Rollup.Primitives;

namespace ModelMarket.Core.Payout;

/// <summary>Gives back what nobody earned, by what each depositor put in.</summary>
public static class ProRata
{
    /// <summary>
    /// <c>⌊rest · deposit / Σ deposits⌋</c> for each, the units lost to the floors to the first: the sum is exactly <paramref name="rest"/>.
    /// </summary>
    /// <param name="rest">What is left, at most the sum of the deposits.</param>
    /// <param name="deposits">What each put in; the sum fits 128 bits.</param>
    public static ImmutableArray<UInt128> Split(UInt128 rest, ImmutableArray<UInt128> deposits)
    {
        UInt128 total = Sum(deposits);
        Invariant.Require(rest <= total, "no more goes back than came in");
        if (rest == 0) return [.. deposits.Select(_ => UInt128.Zero)];
        var shares = new UInt128[deposits.Length];
        UInt128 given = 0;
        for (int i = 0; i < shares.Length; i++)
        {
            Invariant.Require(UInt256.MulDiv(rest, deposits[i], total, out shares[i]), "a share is at most the deposit");
            given += shares[i];
        }

        shares[0] += rest - given;
        return ImmutableArray.Create(shares);
    }

    private static UInt128 Sum(ImmutableArray<UInt128> amounts)
    {
        UInt128 sum = 0;
        foreach (UInt128 amount in amounts) sum += amount;
        return sum;
    }
}
