using ModelMarket.Learning.Data;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Metrics;

namespace ModelMarket.Learning.Scoring;

/// <summary>Least scores on parts of the rows, checked on the outputs of a run that is done (mechanism.md §4, gate 5). Each floor has a metric of its own,
/// so its rows are reduced again from the kept outputs, as floats.</summary>
public sealed class SliceFloors
{
    private readonly Scorer scorer;
    private readonly FloorTerms[] floors;
    private readonly RowReducer[] reducers;
    private readonly int[][] rows;

    private SliceFloors(Scorer scorer, FloorTerms[] floors, RowReducer[] reducers, int[][] rows)
    {
        this.scorer = scorer;
        this.floors = floors;
        this.reducers = reducers;
        this.rows = rows;
    }

    /// <summary>The floors in the order of the terms.</summary>
    public IReadOnlyList<FloorTerms> Floors => floors;

    /// <summary>Checks that every floor's rows exist and that its metric has a value on them. Errors 500 to 505.</summary>
    /// <param name="scorer">The rows and the kind of output.</param>
    /// <param name="floors">The floors; none is fine.</param>
    /// <param name="checkedFloors">The floors, ready to be checked.</param>
    /// <param name="fault">Which floor is wrong, and why.</param>
    public static bool TryCreate(Scorer scorer, IReadOnlyList<FloorTerms> floors, out SliceFloors? checkedFloors, out LearningFault fault)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        ArgumentNullException.ThrowIfNull(floors);
        checkedFloors = null;
        var reducers = new RowReducer[floors.Count];
        var rows = new int[floors.Count][];
        for (int i = 0; i < floors.Count; i++)
        {
            if (!TryCreate(scorer, floors[i], i, out RowReducer? reducer, out rows[i], out fault))
                return false;
            reducers[i] = reducer!;
        }

        fault = default;
        checkedFloors = new SliceFloors(scorer, [.. floors], reducers, rows);
        return true;
    }

    /// <summary>Work units of checking one floor: reducing its rows, and the final sums or sort.</summary>
    public long WorkOf(int floor)
    {
        long perRow = (scorer.OutputsPerRow * (WorkWeights.Element + WorkWeights.Transcendental)) + (8 * WorkWeights.Division);
        long depth = 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)rows[floor].Length);
        return WorkWeights.Node + (rows[floor].Length * (perRow + (depth * WorkWeights.SortStep)));
    }

    /// <summary>The score of one floor's rows; worst where a number is beyond the limits.</summary>
    /// <param name="floor">Its index in <see cref="Floors"/>.</param>
    /// <param name="outputs">The scored outputs of all rows, finite: <see cref="ScoringRun.Outputs"/> of a run that is done and not worst.</param>
    public Score ScoreOf(int floor, ReadOnlySpan<float> outputs)
    {
        RowReducer reducer = reducers[floor];
        int width = scorer.OutputsPerRow;
        var values = new long[scorer.Data.RowCount * reducer.PerRow];
        var row = new double[width];
        foreach (int index in rows[floor])
        {
            for (int j = 0; j < width; j++)
                row[j] = outputs[(index * width) + j];
            if (!reducer.TryReduce(index, row, values.AsSpan(index * reducer.PerRow, reducer.PerRow)))
                return Score.Worst(floors[floor].Metric, ScoreOutcome.Overflow);
        }

        return reducer.Finish(values, rows[floor]);
    }

    /// <summary>Index of the first floor that is missed, −1 if none is. <paramref name="score"/> is that floor's.</summary>
    public int FirstMissed(ReadOnlySpan<float> outputs, out Score score)
    {
        score = default;
        for (int i = 0; i < floors.Length; i++)
        {
            score = ScoreOf(i, outputs);
            if (!floors[i].IsMet(score))
                return i;
        }

        return -1;
    }

    private static bool TryCreate(Scorer scorer, in FloorTerms floor, int index, out RowReducer? reducer, out int[] chosen, out LearningFault fault)
    {
        reducer = null;
        chosen = [];
        DataSet data = scorer.Data;
        bool byClass = floor.By == FloorScope.Class;
        if (floor.By > FloorScope.Slice || (byClass ? !data.HasClasses || data.Targets.Count != data.RowCount : data.Slices is null))
            return Fail(index, byClass ? "the targets are no classes" : "the data has no 'slice'", out fault);
        chosen = RowsOf(byClass ? data.Targets.Int64s : data.Slices!.Int64s, floor.Value);
        if (chosen.Length == 0)
            return Fail(index, $"no row is of the {(byClass ? "class" : "slice")} {floor.Value}", out fault);
        // Sample weights count only where the job's own metric counts them and the floor's can.
        bool weighted = scorer.Terms.UseSampleWeights && floor.Metric is not (Metric.RocAuc or Metric.F1 or Metric.BalancedAccuracy);
        ScoringTerms terms = scorer.Terms with { Metric = floor.Metric, UseSampleWeights = weighted };
        if (!RowReducer.TryCreate(terms, data, scorer.OutputsPerRow, out reducer, out fault))
            return Fail(index, fault.Detail, out fault);
        return reducer!.IsDefinedOn(chosen) || Fail(index, $"{floor.Metric} has no value on its {chosen.Length} rows", out fault);
    }

    private static int[] RowsOf(ReadOnlySpan<long> marks, long value)
    {
        var chosen = new List<int>();
        for (int i = 0; i < marks.Length; i++)
        {
            if (marks[i] == value)
                chosen.Add(i);
        }

        return [.. chosen];
    }

    private static bool Fail(int index, string why, out LearningFault fault)
    {
        fault = new LearningFault(LearningError.ScoringTerms, $"floor {index}: {why}");
        return false;
    }
}
