using ModelMarket.Learning.Data;
using ModelMarket.Learning.Metrics;

namespace ModelMarket.Learning.Scoring;

/// <summary>Turns the outputs of rows into the integers a metric needs, and those into a score.</summary>
internal sealed class RowReducer
{
    private readonly ScoringTerms terms;
    private readonly int width;
    private readonly long[] targets;
    private readonly RowWeights weights;
    private readonly long positiveLabel;

    private RowReducer(ScoringTerms terms, int width, int perRow, long[] targets, RowWeights weights)
    {
        this.terms = terms;
        this.width = width;
        this.targets = targets;
        this.weights = weights;
        PerRow = perRow;
        positiveLabel = LabelOf(terms.PositiveClass);
    }

    /// <summary>Integers per row.</summary>
    public int PerRow { get; }

    /// <summary>Rows.</summary>
    public int RowCount => targets.Length / PerRow;

    /// <summary>Checks that terms, data and the width of the output go together, and that the metric is defined on the data.</summary>
    public static bool TryCreate(ScoringTerms terms, DataSet data, int width, out RowReducer? reducer, out LearningFault fault)
    {
        reducer = null;
        if (!ReducerCheck.TryCheck(terms, data, width, out fault))
            return false;
        int perRow = terms.Metric.IsClassification() ? 1 : width;
        RowWeights weights = RowWeights.Of(terms.UseSampleWeights ? data.Weights : null, data.RowCount);
        var targets = new long[data.Targets.Count];
        for (int i = 0; i < targets.Length; i++)
        {
            if (terms.Metric.IsClassification())
                targets[i] = data.Targets.Int64s[i];
            else if (!RowLoss.TryFixed(data.HasClasses ? data.Targets.Int64s[i] : data.Targets.Floats[i], out targets[i]))
                return Fail(LearningError.DataValue, $"'y', element {i} is beyond ±{LearningLimits.RegressionValueMax}", out fault);
        }

        var made = new RowReducer(terms, width, perRow, targets, weights);
        if (!made.TryDefined(out fault))
            return false;
        reducer = made;
        return true;
    }

    /// <summary>The integers of one row into <paramref name="values"/>; false when a value is beyond the limits. Outputs are finite.</summary>
    public bool TryReduce(int row, ReadOnlySpan<double> outputs, Span<long> values)
    {
        switch (terms.Metric)
        {
            case Metric.LogLoss:
                values[0] = RowLoss.LogLoss(ProbabilityOf(outputs, targets[row]));
                return true;
            case Metric.Accuracy:
                values[0] = Predicted(outputs) == targets[row] ? MetricTraits.Scale : 0;
                return true;
            case Metric.BalancedAccuracy or Metric.F1:
                values[0] = Predicted(outputs);
                return true;
            case Metric.RocAuc:
                values[0] = RowLoss.OrderKey(RankScore(outputs));
                return true;
            default:
                return TryErrors(row, outputs, values);
        }
    }

    /// <summary>The score of all rows.</summary>
    public Score Finish(ReadOnlySpan<long> values) => Finish(values, targets, weights);

    /// <summary>The score of some rows; the metric must be defined on them (see <see cref="IsDefinedOn"/>).</summary>
    public Score Finish(ReadOnlySpan<long> values, ReadOnlySpan<int> rows)
    {
        var chosenValues = new long[rows.Length * PerRow];
        var chosenTargets = new long[rows.Length * PerRow];
        for (int i = 0; i < chosenValues.Length; i++)
        {
            int from = (rows[i / PerRow] * PerRow) + (i % PerRow);
            chosenValues[i] = values[from];
            chosenTargets[i] = targets[from];
        }

        return Finish(chosenValues, chosenTargets, weights.Select(rows));
    }

    /// <summary>True when the metric has a value on those rows: some weight, both classes, different targets.</summary>
    public bool IsDefinedOn(ReadOnlySpan<int> rows)
    {
        var chosen = new long[rows.Length * PerRow];
        for (int i = 0; i < chosen.Length; i++)
            chosen[i] = targets[(rows[i / PerRow] * PerRow) + (i % PerRow)];
        return rows.Length > 0 && WhyUndefined(chosen, weights.Select(rows)) is null;
    }

    private Score Finish(ReadOnlySpan<long> values, ReadOnlySpan<long> truth, RowWeights rowWeights) => terms.Metric switch
    {
        Metric.RocAuc => RankMetric.RocAuc(values, truth, positiveLabel),
        Metric.BalancedAccuracy => CountMetric.BalancedAccuracy(values, truth),
        Metric.F1 => CountMetric.F1(values, truth, positiveLabel),
        Metric.Rmse => ErrorMetric.Rmse(rowWeights, values, PerRow),
        Metric.RSquared => ErrorMetric.RSquared(rowWeights, values, truth),
        _ => MeanMetric.Of(terms.Metric, rowWeights, values, PerRow),
    };

    private bool TryDefined(out LearningFault fault)
    {
        fault = default;
        string? why = WhyUndefined(targets, weights);
        return why is null || Fail(LearningError.ScoringDegenerate, $"{terms.Metric} has no value on this data: {why}", out fault);
    }

    private string? WhyUndefined(ReadOnlySpan<long> truth, RowWeights rowWeights)
    {
        if (rowWeights.Total == 0)
            return "all sample weights are zero";
        switch (terms.Metric)
        {
            case Metric.BalancedAccuracy when SingleClass(truth):
                return "all rows are of one class";
            case Metric.F1 when !truth.Contains(positiveLabel):
                return $"no row is of the positive class {positiveLabel}";
            case Metric.RocAuc when !truth.Contains(positiveLabel) || SingleClass(truth):
                return $"it needs rows of the positive class {positiveLabel} and others";
            case Metric.RSquared when ErrorMetric.ScaledTargetVariance(rowWeights, truth).IsZero:
                return "all targets are equal";
            default:
                return null;
        }
    }

    private static bool SingleClass(ReadOnlySpan<long> truth) => truth.IndexOfAnyExcept(truth[0]) < 0;

    private bool TryErrors(int row, ReadOnlySpan<double> outputs, Span<long> values)
    {
        for (int i = 0; i < width; i++)
        {
            if (!RowLoss.TryFixed(outputs[i], out long units))
                return false;
            long error = units - targets[(row * width) + i];
            values[i] = terms.Metric == Metric.MeanAbsoluteError ? Math.Abs(error) : error;
        }

        return true;
    }

    private double ProbabilityOf(ReadOnlySpan<double> outputs, long label)
    {
        int column = ColumnOf(label);
        if (width > 1)
            return terms.OutputKind == OutputKind.Logits ? RowLoss.Softmax(outputs, column) : outputs[column];
        if (terms.OutputKind == OutputKind.Logits)
            return Numerics.Elementary.Sigmoid(column == 1 ? outputs[0] : -outputs[0]);
        return column == 1 ? outputs[0] : 1.0 - outputs[0];
    }

    private long Predicted(ReadOnlySpan<double> outputs)
    {
        if (terms.OutputKind == OutputKind.Label)
            return ReducerCheck.LabelFrom(outputs[0]);
        if (width > 1)
            return LabelOf(RowLoss.ArgMax(outputs));
        double threshold = terms.OutputKind == OutputKind.Logits ? 0.0 : 0.5;
        return LabelOf(outputs[0] > threshold ? 1 : 0);
    }

    /// <summary>A number that orders rows by how much they look like the positive class.</summary>
    private double RankScore(ReadOnlySpan<double> outputs)
    {
        if (width == 1)
            return terms.PositiveClass == 0 && terms.OutputKind != OutputKind.Value ? -outputs[0] : outputs[0];
        if (terms.OutputKind != OutputKind.Logits)
            return outputs[terms.PositiveClass];
        return width == 2 ? outputs[terms.PositiveClass] - outputs[1 - terms.PositiveClass] : RowLoss.Softmax(outputs, terms.PositiveClass);
    }

    private long LabelOf(int column) => terms.ClassOrder.Count == 0 ? column : terms.ClassOrder[column];

    private int ColumnOf(long label)
    {
        if (terms.ClassOrder.Count == 0)
            return (int)label;
        for (int i = 0; i < terms.ClassOrder.Count; i++)
        {
            if (terms.ClassOrder[i] == label)
                return i;
        }

        throw new InvalidOperationException("Broken invariant: a label outside the class order"); // checked when the reducer was made
    }

    private static bool Fail(LearningError error, string detail, out LearningFault fault)
    {
        fault = new LearningFault(error, detail);
        return false;
    }
}
