using ModelMarket.Core.Judging;
using ModelMarket.Core.State;

namespace ModelMarket.Core.Ticking;

/// <summary>What judging all submissions of a job will cost, known before the first one comes. Whatever grows with the rows is scaled to those that will score.</summary>
internal static class JudgeCost
{
    /// <summary>Whether one input's work, the job's work and the machine's memory suffice. Checks in this order: largest step, total work, memory.</summary>
    /// <param name="state">Limits and what others reserve.</param>
    /// <param name="terms">The job's terms.</param>
    /// <param name="judge">Made from the rows that are public now.</param>
    /// <param name="rows">The rows that will score.</param>
    public static RejectCode Check(IReadOnlyState state, Terms terms, Judge judge, long rows)
    {
        long weights = judge.Layout.WeightCount;
        long largest = Math.Max(Scale(judge.Scorer.LargestNodeWork, judge, rows), JudgeWork.Cosine(Math.Max(weights, Outputs(judge, rows))));
        largest = Math.Max(largest, Math.Max(judge.DecodeWork(terms.WeightsBytesMax), JudgeWork.Digest(Math.Min(weights, Limits.DigestPartWeights))));
        for (int i = 0; i < judge.Floors.Floors.Count; i++) largest = Math.Max(largest, Scale(judge.Floors.WorkOf(i), judge, rows));
        if (terms.Kind == JobKind.Rounds) largest = Math.Max(largest, RoundCost.LargestStep(terms, judge));
        if (largest > state.InputWorkMax) return RejectCode.NodeTooLarge;
        long rounds = Math.Max(1, terms.Rounds);
        Int128 total = ((Int128)terms.MaxSubmissions * rounds * Work(terms, judge, rows)) + (terms.Kind == JobKind.Rounds ? (Int128)rounds * RoundCost.Work(terms, judge) : 0);
        if (total > Limits.JobWorkMax) return RejectCode.WorkTooLarge;
        long bytes = Bytes(terms, judge, rows);
        if (terms.Kind == JobKind.Rounds && RoundCost.GlobalBytesMax(judge.Layout) > (long)terms.WeightsBytesMax) return RejectCode.MemoryTooLarge;
        if (bytes > Limits.JudgeBytesMax) return RejectCode.MemoryTooLarge;
        return state.ReservedBytes + bytes > Limits.MachineBytesMax ? RejectCode.MachineFull : RejectCode.None;
    }

    /// <summary>Whether each step of one scoring fits one input: all that the final check of a rounds job does.</summary>
    public static RejectCode CheckSteps(IReadOnlyState state, Judge judge) =>
        judge.Scorer.LargestNodeWork > state.InputWorkMax ? RejectCode.NodeTooLarge : RejectCode.None;

    /// <summary>Work units of judging one submission, compared with every other.</summary>
    public static long Work(Terms terms, Judge judge, long rows)
    {
        long weights = judge.Layout.WeightCount;
        long decode = judge.DecodeWork(terms.WeightsBytesMax) + (2 * JudgeWork.Norm(weights)) + JudgeWork.Digest(weights);
        long compare = judge.KeptBytes == 0 ? 0 : terms.MaxSubmissions * (JudgeWork.Cosine(weights) + JudgeWork.Cosine(Outputs(judge, rows)));
        long floors = 0;
        for (int i = 0; i < judge.Floors.Floors.Count; i++) floors += Scale(judge.Floors.WorkOf(i), judge, rows);
        return decode + Scale(judge.Scorer.TotalWork, judge, rows) + compare + floors;
    }

    /// <summary>Bytes beside the files: model and data parsed, one evaluation under way, and what gate 3 keeps.</summary>
    public static long Bytes(Terms terms, Judge judge, long rows) =>
        (long)(terms.ModelSize + terms.DataBytesMax) + Scale(judge.RunBytes, judge, rows) + (terms.MaxSubmissions * Scale(judge.KeptBytes, judge, rows))
        + (terms.Kind == JobKind.Rounds ? RoundCost.Bytes(terms, judge) : 0);

    private static long Outputs(Judge judge, long rows) => Scale(judge.OutputCount, judge, rows);

    /// <summary>⌈value · rows / rows of the judge⌉. All are far below 2⁶³: models, rows and budgets have their limits.</summary>
    private static long Scale(long value, Judge judge, long rows)
    {
        long own = judge.Scorer.Data.RowCount;
        if (rows <= own) return value;
        Int128 scaled = (((Int128)value * rows) + own - 1) / own;
        return scaled > long.MaxValue / 2 ? long.MaxValue / 2 : (long)scaled;
    }
}
