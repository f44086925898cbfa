using System.Numerics;

namespace ModelMarket.Cli.Explanations;

/// <summary>
/// The arithmetic of mechanism.md §5 a second time, in plain big integers and from the rules' text: it shares no code with the machine, so that a
/// mistake in one shows as a difference.
/// </summary>
internal static class PayArithmetic
{
    private const int Thousand = 1_000;

    /// <summary>Improvement of a score; 0 if it is not better.</summary>
    public static BigInteger Gain(long score, long before, bool higherIsBetter) =>
        BigInteger.Max(0, higherIsBetter ? (BigInteger)score - before : (BigInteger)before - score);

    /// <summary>R0: <c>min(⌊B/N⌋, ⌊B·I/(N·D)⌋)</c>.</summary>
    public static BigInteger Guaranteed(BigInteger pool, BigInteger slots, BigInteger gain, BigInteger target) =>
        BigInteger.Min(pool / slots, pool * gain / (slots * target));

    /// <summary>What R1 and R2 pay in all, and the final check: <c>⌊B·min(D, best)/D⌋</c>.</summary>
    public static BigInteger Reached(BigInteger pool, BigInteger best, BigInteger target) => pool * BigInteger.Min(target, best) / target;

    /// <summary>R5: <c>⌊B·gain/D⌋</c>, at most what is left of B.</summary>
    public static BigInteger Record(BigInteger funded, BigInteger gain, BigInteger target, BigInteger paidBefore) =>
        BigInteger.Min(funded * BigInteger.Min(gain, target) / target, funded - paidBefore);

    /// <summary>R4's pool of a round: <c>⌊B_left·min(D, v(N)·rounds)/(rounds_left·D)⌋</c>.</summary>
    public static BigInteger RoundPool(BigInteger left, BigInteger improvement, BigInteger target, BigInteger rounds, BigInteger roundsLeft) =>
        left * BigInteger.Min(target, improvement * rounds) / (roundsLeft * target);

    /// <summary>A pay under the cap by stake, <c>⌊ρ·bond/1000⌋</c> with what was earned before.</summary>
    public static BigInteger Capped(BigInteger pay, BigInteger bond, BigInteger thousandths, BigInteger earned) =>
        thousandths.IsZero ? pay : BigInteger.Max(0, BigInteger.Min(pay, (thousandths * bond / Thousand) - earned));

    /// <summary>Parts that add up to the total: floors, and the rest to the largest remainders, ties to the first.</summary>
    public static BigInteger[] Shares(BigInteger total, IReadOnlyList<BigInteger> weights)
    {
        var sum = weights.Aggregate(BigInteger.Zero, (all, weight) => all + weight);
        if (sum.IsZero)
        {
            return new BigInteger[weights.Count];
        }

        BigInteger[] parts = [.. weights.Select(weight => total * weight / sum)];
        var rest = (int)(total - parts.Aggregate(BigInteger.Zero, (all, part) => all + part));
        foreach (var index in Enumerable.Range(0, parts.Length).OrderByDescending(index => total * weights[index] % sum).ThenBy(index => index).Take(rest))
        {
            parts[index] += 1;
        }

        return parts;
    }

    /// <summary>φ_i·n! as the sum over all orders of arrival, by subsets.</summary>
    /// <param name="members">n.</param>
    /// <param name="value">v of a coalition by its mask; v(0) is 0.</param>
    public static BigInteger[] Shapley(int members, Func<int, BigInteger> value)
    {
        var phi = new BigInteger[members];
        for (var member = 0; member < members; member++)
        {
            for (var mask = 0; mask < 1 << members; mask++)
            {
                if ((mask >> member & 1) == 1)
                {
                    // Everybody before the member in (|S|−1)! orders, everybody after it in (n−|S|)!.
                    var size = BitOperations.PopCount((uint)mask);
                    phi[member] += Factorial(size - 1) * Factorial(members - size) * (value(mask) - value(mask ^ (1 << member)));
                }
            }
        }

        return phi;
    }

    private static BigInteger Factorial(int number) => number < 2 ? BigInteger.One : number * Factorial(number - 1);
}
