using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Numerics;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Learning.Scoring;

/// <summary>The scoring of one set of weights. It can stop between batches and between nodes and go on later; where it stops changes nothing
/// (numerics.md §3).</summary>
public sealed class ScoringRun
{
    private readonly Scorer scorer;
    private readonly WeightSet? weights;
    private readonly float[] outputs;
    private readonly long[] values;
    private ModelWeights? planWeights;
    private PlanRun? fullRun;
    private PlanRun? current;
    private int batch;

    internal ScoringRun(Scorer scorer, WeightSet? weights)
    {
        this.scorer = scorer;
        this.weights = weights;
        outputs = new float[scorer.Data.RowCount * scorer.OutputsPerRow];
        values = new long[scorer.Data.RowCount * scorer.Reducer.PerRow];
    }

    /// <summary>True when <see cref="Score"/> is there.</summary>
    public bool IsDone { get; private set; }

    /// <summary>What stopped the run for good, if anything.</summary>
    public LearningFault Fault { get; private set; }

    /// <summary>The first row of the batch that is worked on: half of the cursor.</summary>
    public int NextRow => Math.Min(batch * scorer.BatchRows, scorer.Data.RowCount);

    /// <summary>The next node within that batch: the other half.</summary>
    public int NextNode => current?.Position ?? 0;

    /// <summary>Work units charged so far.</summary>
    public long WorkDone { get; private set; }

    /// <summary>The score; valid when <see cref="IsDone"/>.</summary>
    public Score Score { get; private set; }

    /// <summary>The scored outputs of all rows, [rows, outputs per row]; what output deltas are compared on. Complete when done and not worst.</summary>
    public ReadOnlySpan<float> Outputs => outputs;

    /// <summary>Works while <paramref name="workBudget"/> covers the next step, which is charged before it is done. True when the score is there; false
    /// when the budget is used up, or for good when <see cref="Fault"/> says why.</summary>
    public bool Advance(ref long workBudget)
    {
        FloatEnvironment.Require();
        while (!IsDone && !Fault.IsError)
        {
            if (batch == scorer.BatchCount)
            {
                if (!TryCharge(scorer.Work.Final, ref workBudget))
                    return false;
                Finish(scorer.Reducer.Finish(values));
                break;
            }

            if (current is null && !TryBegin(ref workBudget))
                return false;
            if (!TryRun(ref workBudget))
                return false;
        }

        return IsDone;
    }

    /// <summary>The score on the rows of one slice, for floors; false where the run is not done or worst, the data has no slices, or the metric has no
    /// value on those rows.</summary>
    public bool TrySliceScore(long slice, out Score score)
    {
        score = default;
        if (!IsDone || Score.IsWorst || scorer.Data.Slices is not { } slices)
            return false;
        var rows = new List<int>();
        for (int i = 0; i < scorer.Data.RowCount; i++)
        {
            if (slices.Int64s[i] == slice)
                rows.Add(i);
        }

        int[] chosen = [.. rows];
        if (!scorer.Reducer.IsDefinedOn(chosen))
            return false;
        score = scorer.Reducer.Finish(values, chosen);
        return true;
    }

    private bool TryBegin(ref long workBudget)
    {
        if (!TryCharge(scorer.Plans.RowsOf(batch) * scorer.Work.BatchMove, ref workBudget))
            return false;
        ExecutionPlan plan = scorer.Plans.PlanOf(batch);
        planWeights ??= weights is null ? new ModelWeights() : weights.ForPlan(plan);
        PlanRun? run = ReferenceEquals(plan, scorer.Plans.Full) ? fullRun : null;
        fullRun = run; // the memory of the full batches goes before that of a shorter last one is taken
        IReadOnlyDictionary<string, Tensor> inputs = scorer.Plans.InputsOf(batch);
        bool started = run is null ? plan.TryStart(inputs, planWeights, out run, out LearningFault fault) : run.TryRestart(inputs, out fault);
        if (!started)
        {
            Fault = new LearningFault(LearningError.ScoringRun, fault.Detail);
            return false;
        }

        if (ReferenceEquals(plan, scorer.Plans.Full))
            fullRun = run;
        current = run;
        return true;
    }

    private bool TryRun(ref long workBudget)
    {
        long before = workBudget;
        bool done = current!.Advance(ref workBudget);
        WorkDone += before - workBudget;
        if (current.Fault.IsError)
            Fault = new LearningFault(LearningError.ScoringRun, current.Fault.Detail);
        if (!done)
            return false;
        Reduce(ScoredOutput.TensorOf(current.OutputValue(scorer.Plans.OutputName))!);
        current = null;
        batch++;
        return true;
    }

    private void Reduce(Tensor output)
    {
        int width = scorer.OutputsPerRow, perRow = scorer.Reducer.PerRow;
        var row = new double[width];
        for (int i = 0; i < scorer.Plans.RowsOf(batch); i++)
        {
            int dataRow = (batch * scorer.BatchRows) + i;
            bool finite = true;
            for (int j = 0; j < width; j++)
            {
                row[j] = ScoredOutput.At(output, (i * width) + j);
                outputs[(dataRow * width) + j] = (float)row[j];
                finite &= double.IsFinite(row[j]);
            }

            if (!finite || !scorer.Reducer.TryReduce(dataRow, row, values.AsSpan(dataRow * perRow, perRow)))
            {
                Finish(Score.Worst(scorer.Terms.Metric, finite ? ScoreOutcome.Overflow : ScoreOutcome.NonFinite));
                return;
            }
        }
    }

    private void Finish(Score score)
    {
        Score = score;
        IsDone = true;
        current = null;
        fullRun = null;
        planWeights = null;
    }

    private bool TryCharge(long work, ref long workBudget)
    {
        if (work > workBudget)
            return false;
        workBudget -= work;
        WorkDone += work;
        return true;
    }
}
