using ModelMarket.Learning.Data;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Learning.Scoring;

/// <summary>A model, its data and the terms, checked and planned: everything that is the same for all submissions of a job. Immutable; serves any
/// number of runs. The score of a set of weights depends on nothing else (numerics.md §3).</summary>
public sealed class Scorer
{
    private Scorer(DataSet data, ScoringTerms terms, ScoringPlans plans, RowReducer reducer)
    {
        Data = data;
        Terms = terms;
        Plans = plans;
        Reducer = reducer;
        Work = ScoringWork.Of(plans, terms.Metric, data.RowCount);
    }

    /// <summary>The rows.</summary>
    public DataSet Data { get; }

    /// <summary>The terms.</summary>
    public ScoringTerms Terms { get; }

    /// <summary>Rows of one batch.</summary>
    public int BatchRows => Plans.BatchRows;

    /// <summary>Batches of one run.</summary>
    public int BatchCount => Plans.BatchCount;

    /// <summary>Elements of the scored output in one row.</summary>
    public int OutputsPerRow => Plans.Width;

    /// <summary>Work units of one run: nodes, rows moved in and reduced, the final sums or sort. Nodes whose shapes depend on data come on top
    /// when they are met.</summary>
    public long TotalWork => Work.Total;

    /// <summary>Work units of the largest indivisible step; a smaller budget never advances past it.</summary>
    public long LargestNodeWork => Work.Largest;

    /// <summary>Work units that planning took.</summary>
    public long PlanningWork => Plans.PlanningWork;

    /// <summary>Bytes in which one run lays its values, of one batch at a time; where shapes depend on data, the most the options allow.</summary>
    public long PlanBytes => Plans.Full.IsDynamic
        ? Plans.Full.Options.RunBytesMax
        : Math.Max(Plans.Full.ArenaBytes, Plans.Last?.ArenaBytes ?? 0);

    /// <summary>True where a larger score is better.</summary>
    public bool HigherIsBetter => Terms.Metric.HigherIsBetter();

    internal ScoringPlans Plans { get; }

    internal RowReducer Reducer { get; }

    internal ScoringWork Work { get; }

    /// <summary>Checks and plans with default options.</summary>
    public static bool TryCreate(OnnxModel model, DataSet data, ScoringTerms terms, out Scorer? scorer, out LearningFault fault) =>
        TryCreate(model, data, terms, PlanOptions.Default, out scorer, out fault);

    /// <summary>Checks that the model runs on the data's shapes, that output, metric and labels go together and that the metric is defined. Errors 100 to 108
    /// (the plan) and 500 to 505.</summary>
    public static bool TryCreate(OnnxModel model, DataSet data, ScoringTerms terms, PlanOptions options, out Scorer? scorer, out LearningFault fault)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(terms);
        scorer = null;
        if (!ScoringPlans.TryCreate(model, data, terms, options, out ScoringPlans? plans, out fault)
            || !RowReducer.TryCreate(terms, data, plans!.Width, out RowReducer? reducer, out fault))
            return false;
        scorer = new Scorer(data, terms, plans, reducer!);
        return true;
    }

    /// <summary>Starts the scoring of weights; null scores the model as it is.</summary>
    public ScoringRun Start(WeightSet? weights) => new(this, weights);

    /// <summary>Scores to the end without a budget. Error <see cref="LearningError.ScoringRun"/> when a node fails.</summary>
    public bool TryScore(WeightSet? weights, out Score score, out LearningFault fault)
    {
        ScoringRun run = Start(weights);
        long budget = long.MaxValue;
        bool done = run.Advance(ref budget);
        score = done ? run.Score : default;
        fault = run.Fault;
        return done;
    }
}
