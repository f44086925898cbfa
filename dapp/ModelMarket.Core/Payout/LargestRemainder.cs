using System.Collections.Immutable;
using Rollup.Primitives;

namespace ModelMarket.Core.Payout;

/// <summary>Divides a total by weights so that the parts add up to it: floors, and the units left over to the largest remainders, ties to the lower index.</summary>
internal static class LargestRemainder
{
    /// <summary>The parts; all 0 where all weights are 0.</summary>
    /// <param name="total">What is divided.</param>
    /// <param name="weights">Not negative; their sum fits 128 bits.</param>
    public static ImmutableArray<UInt128> Split(UInt128 total, ImmutableArray<UInt128> weights)
    {
        UInt128 sum = 0;
        foreach (UInt128 weight in weights) sum += weight;
        var parts = new UInt128[weights.Length];
        if (sum == 0) return ImmutableArray.Create(parts);
        var remainders = new UInt128[weights.Length];
        UInt128 given = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            Invariant.Require(UInt256.MulDiv(total, weights[i], sum, out parts[i]), "a part is at most the total");
            remainders[i] = Remainder(total, weights[i], sum, parts[i]);
            given += parts[i];
        }

        foreach (int index in ByRemainder(remainders).Take((int)(total - given))) parts[index]++;
        return ImmutableArray.Create(parts);
    }

    /// <summary>total · weight − part · sum, which is below sum: the low 128 bits of both products suffice.</summary>
    private static UInt128 Remainder(UInt128 total, UInt128 weight, UInt128 sum, UInt128 part) => unchecked((total * weight) - (part * sum));

    private static int[] ByRemainder(UInt128[] remainders)
    {
        int[] order = [.. Enumerable.Range(0, remainders.Length)];
        Array.Sort(order, (a, b) =>
        {
            int byRemainder = remainders[b].CompareTo(remainders[a]);
            return byRemainder == 0 ? a.CompareTo(b) : byRemainder;
        });
        return order;
    }
}
