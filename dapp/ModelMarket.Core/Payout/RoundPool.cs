using Rollup.Primitives;

namespace ModelMarket.Core.Payout;

/// <summary>The pools of a rounds job (mechanism.md §5, R4).</summary>
internal static class RoundPool
{
    /// <summary>What the sealed final check pays at most: <c>⌊B·final/1000⌋</c>. The rounds share the rest.</summary>
    public static UInt128 FinalPart(UInt128 pool, uint finalThousandths) => MulDiv(pool, finalThousandths, Limits.Thousandths);

    /// <summary>
    /// <c>B_r = ⌊B_left·min(D_r, v(N)) / (rounds_left·D_r)⌋</c> with D_r = D/rounds kept exact: <c>⌊B_left·min(D, v(N)·rounds) / (rounds_left·D)⌋</c>. 0 if v(N) ≤ 0.
    /// </summary>
    /// <param name="left">B_left: of the rounds' part, what no round assigned.</param>
    /// <param name="improvement">v(N), or 0.</param>
    /// <param name="target">D, above zero.</param>
    /// <param name="rounds">All rounds, at most <see cref="Limits.RoundsMax"/>.</param>
    /// <param name="roundsLeft">This one and those after it.</param>
    public static UInt128 Of(UInt128 left, ulong improvement, ulong target, uint rounds, uint roundsLeft)
    {
        Invariant.Require(target > 0 && roundsLeft > 0 && roundsLeft <= rounds, "a round is one of its job's");
        UInt128 reached = UInt128.Min(target, (UInt128)improvement * rounds);
        return MulDiv(left, reached, (UInt128)roundsLeft * target);
    }

    /// <summary>What the final check pays: <c>⌊F·min(D, I)/D⌋</c>.</summary>
    /// <param name="finalPart">F.</param>
    /// <param name="improvement">I: of the last global model over the initial one on the hidden rows.</param>
    /// <param name="target">D, above zero.</param>
    public static UInt128 OfFinal(UInt128 finalPart, ulong improvement, ulong target) => MulDiv(finalPart, Math.Min(target, improvement), target);

    private static UInt128 MulDiv(UInt128 amount, UInt128 numerator, UInt128 denominator)
    {
        Invariant.Require(UInt256.MulDiv(amount, numerator, denominator, out UInt128 part), "a part is at most the whole");
        return part;
    }
}
