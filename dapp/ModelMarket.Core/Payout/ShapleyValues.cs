using System.Collections.Immutable;
using Rollup.Primitives;

namespace ModelMarket.Core.Payout;

/// <summary>Exact Shapley values as integers (mechanism.md §5): φ_i·n! = Σ over S without i of |S|!·(n−|S|−1)!·(v(S∪i) − v(S)).</summary>
internal static class ShapleyValues
{
    /// <summary>n!, for at most ten members.</summary>
    public static long Factorial(int n)
    {
        long product = 1;
        for (int i = 2; i <= n; i++) product *= i;
        return product;
    }

    /// <summary>φ_i·n! of each member; their sum is v(N)·n!.</summary>
    /// <param name="members">n, at most <see cref="Limits.ShapleyMembersMax"/>.</param>
    /// <param name="values">v by mask, 2ⁿ of them; v(∅) = 0.</param>
    public static ImmutableArray<Int128> Of(int members, ImmutableArray<Int128> values)
    {
        Invariant.Require(members is >= 1 and <= Limits.ShapleyMembersMax && values.Length == 1 << members && values[0] == 0, "every coalition has its value");
        var weights = new long[members];
        for (int size = 0; size < members; size++) weights[size] = Factorial(size) * Factorial(members - size - 1);
        var phi = new Int128[members];
        for (int mask = 0; mask < values.Length; mask++)
        {
            int size = System.Numerics.BitOperations.PopCount((uint)mask);
            for (int i = 0; i < members; i++)
            {
                if ((mask >> i & 1) == 0) phi[i] += weights[size] * (values[mask | (1 << i)] - values[mask]);
            }
        }

        return ImmutableArray.Create(phi);
    }
}
