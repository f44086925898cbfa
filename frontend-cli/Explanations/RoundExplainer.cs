using System.Globalization;
using System.Numerics;
using ModelMarket.Core.Notices;

namespace ModelMarket.Cli.Explanations;

/// <summary>Computes the pay of a round and of the final check again, from the scores of the coalitions that their notices hold.</summary>
internal static class RoundExplainer
{
    private const int ExactMembers = 10;

    /// <summary>One line for each member of a round that paid.</summary>
    public static IReadOnlyList<PayLine> Lines(RoundSettledNotice notice, bool higherIsBetter)
    {
        if (notice.Lines.Count == 0)
        {
            return [];
        }

        var start = notice.Round.StartScore ?? 0;
        BigInteger[] values = [.. notice.CoalitionScores.Select(score => higherIsBetter ? (BigInteger)score - start : (BigInteger)start - score)];
        var pool = PayArithmetic.RoundPool(notice.Round.Left, BigInteger.Max(0, values[0]), notice.Target, notice.Rounds, notice.RoundsLeft);
        var exact = notice.Members.Count <= ExactMembers;
        var marks = exact ? PayArithmetic.Shapley(notice.Members.Count, mask => ValueOf(values, notice.Members.Count, mask)) : [.. values.Skip(1).Select(without => values[0] - without)];
        var shares = SharesOf(pool, notice, marks, exact);
        return [.. notice.Lines.Select((line, index) => new PayLine(
            string.Create(CultureInfo.InvariantCulture, $"round {notice.Round.Round}"),
            line.SubmissionId,
            line.Sender,
            line.Pay > 0 ? "Paid" : "ImprovedUnpaid",
            line.Score,
            start,
            line.Improvement,
            FormulaOf(notice, pool, marks, index, exact),
            line.Pay,
            PayArithmetic.Capped(shares[index], line.Bond, notice.StakeCapThousandths, 0)))];
    }

    /// <summary>One line for each submission that the final check pays.</summary>
    public static IReadOnlyList<PayLine> Lines(FinalSettledNotice notice, bool higherIsBetter)
    {
        var gain = PayArithmetic.Gain(notice.Score, notice.M0, higherIsBetter);
        var payable = PayArithmetic.Reached(notice.FinalPart, gain, notice.Target);
        BigInteger[] weights = [.. notice.Lines.Select(line => (BigInteger)line.Contribution)];
        var shares = PayArithmetic.Shares(payable, weights);
        var sum = weights.Aggregate(BigInteger.Zero, (all, weight) => all + weight);
        return [.. notice.Lines.Select((line, index) => new PayLine(
            "final check",
            line.SubmissionId,
            line.Sender,
            line.Pay > 0 ? "Paid" : "ImprovedUnpaid",
            notice.Score,
            notice.M0,
            gain,
            $"⌊{notice.FinalPart}·min({notice.Target}, {gain})/{notice.Target}⌋·{line.Contribution}/{sum} by largest remainder",
            line.Pay,
            PayArithmetic.Capped(shares[index], line.Bond, notice.StakeCapThousandths, line.Earned)))];
    }

    private static BigInteger ValueOf(BigInteger[] values, int members, int mask) =>
        mask == 0 ? 0 : values[mask == (1 << members) - 1 ? 0 : mask];

    private static BigInteger[] SharesOf(BigInteger pool, RoundSettledNotice notice, BigInteger[] marks, bool exact)
    {
        BigInteger[] positive = [.. marks.Select(mark => BigInteger.Max(0, mark))];
        if (exact)
        {
            return PayArithmetic.Shares(pool, positive);
        }

        var half = pool / 2;
        var alone = PayArithmetic.Shares(pool - half, [.. notice.Lines.Select(line => (BigInteger)line.Improvement)]);
        var leftOut = PayArithmetic.Shares(half, positive);
        return [.. alone.Zip(leftOut, (one, other) => one + other)];
    }

    private static string FormulaOf(RoundSettledNotice notice, BigInteger pool, BigInteger[] marks, int index, bool exact)
    {
        var sum = marks.Aggregate(BigInteger.Zero, (all, mark) => all + BigInteger.Max(0, mark));
        var of = $"B_r = ⌊{notice.Round.Left}·min({notice.Target}, {notice.Round.Improvement}·{notice.Rounds})/({notice.RoundsLeft}·{notice.Target})⌋ = {pool}";
        return exact
            ? $"{of}; φ·n! {marks[index]} of {sum}"
            : $"{of}; half by improvement, half by leaving one out: {marks[index]} of {sum}";
    }
}
