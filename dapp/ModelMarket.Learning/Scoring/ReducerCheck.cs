using ModelMarket.Learning.Data;
using ModelMarket.Learning.Metrics;

namespace ModelMarket.Learning.Scoring;

/// <summary>Which terms, targets and outputs go together.</summary>
internal static class ReducerCheck
{
    public static bool TryCheck(ScoringTerms terms, DataSet data, int width, out LearningFault fault)
    {
        if (!terms.Metric.IsKnown() || terms.OutputKind > OutputKind.Value)
            return Fail(LearningError.ScoringTerms, $"metric {(int)terms.Metric} or output kind {(int)terms.OutputKind} is unknown", out fault);
        if (terms.UseSampleWeights && data.Weights is null)
            return Fail(LearningError.ScoringTerms, "the terms count sample weights, the data set has no 'weight'", out fault);
        if (terms.UseSampleWeights && (terms.Metric is Metric.RocAuc or Metric.F1 or Metric.BalancedAccuracy))
            return Fail(LearningError.ScoringTerms, $"{terms.Metric} counts rows; sample weights are not defined for it", out fault);
        return terms.Metric.IsClassification() ? TryClasses(terms, data, width, out fault) : TryRegression(terms, data, width, out fault);
    }

    /// <summary>A predicted label: an integer as it is; anything else is no class.</summary>
    public static long LabelFrom(double output) =>
        Math.Abs(output) <= LearningLimits.ClassesMax && output == Math.Truncate(output) ? (long)output : -1;

    private static bool TryClasses(ScoringTerms terms, DataSet data, int width, out LearningFault fault)
    {
        if (!data.HasClasses || data.Targets.Count != data.RowCount)
            return Fail(LearningError.ScoringTerms, $"{terms.Metric} needs one I64 class per row in 'y', this one is {data.Targets}", out fault);
        if (!KindFits(terms))
            return Fail(LearningError.ScoringTerms, $"{terms.Metric} cannot be taken from an output of kind {terms.OutputKind}", out fault);
        int columns = width == 1 ? 2 : width;
        if ((terms.OutputKind is OutputKind.Label or OutputKind.Value) && width != 1)
            return Fail(LearningError.ScoringOutput, $"an output of kind {terms.OutputKind} has one element per row, this one {width}", out fault);
        if (terms.OutputKind == OutputKind.Label)
            return TryLabelTerms(terms, out fault);
        if (terms.ClassOrder.Count != 0 && terms.ClassOrder.Count != columns)
            return Fail(LearningError.ScoringTerms, $"the class order names {terms.ClassOrder.Count} labels, the output has {columns}", out fault);
        if (HasRepeats(terms.ClassOrder))
            return Fail(LearningError.ScoringTerms, "the class order names a label twice", out fault);
        if (terms.PositiveClass < 0 || terms.PositiveClass >= columns)
            return Fail(LearningError.ScoringTerms, $"positive class {terms.PositiveClass}: the output has {columns} classes", out fault);
        return TryLabels(terms, data, columns, out fault);
    }

    private static bool TryLabelTerms(ScoringTerms terms, out LearningFault fault)
    {
        fault = default;
        return (terms.PositiveClass >= 0 && (terms.ClassOrder.Count == 0 || terms.PositiveClass < terms.ClassOrder.Count))
            || Fail(LearningError.ScoringTerms, $"positive class {terms.PositiveClass} is not in the class order", out fault);
    }

    private static bool TryLabels(ScoringTerms terms, DataSet data, int columns, out LearningFault fault)
    {
        var known = new HashSet<long>(terms.ClassOrder);
        Span<long> labels = data.Targets.Int64s;
        for (int i = 0; i < labels.Length; i++)
        {
            if (terms.ClassOrder.Count == 0 ? labels[i] < columns : known.Contains(labels[i]))
                continue;
            return Fail(LearningError.ScoringLabel, $"row {i}: label {labels[i]} is none of the output's {columns} classes", out fault);
        }

        fault = default;
        return true;
    }

    private static bool TryRegression(ScoringTerms terms, DataSet data, int width, out LearningFault fault)
    {
        fault = default;
        if (terms.OutputKind != OutputKind.Value)
            return Fail(LearningError.ScoringTerms, $"{terms.Metric} needs an output of kind Value", out fault);
        if (data.Targets.Count != (long)data.RowCount * width)
            return Fail(LearningError.ScoringOutput, $"the output has {width} values per row, 'y' {data.Targets.Count / data.RowCount}", out fault);
        return terms.Metric != Metric.RSquared || width == 1
            || Fail(LearningError.ScoringTerms, $"R² is defined for one target, the output has {width}", out fault);
    }

    private static bool KindFits(ScoringTerms terms) => terms.Metric switch
    {
        Metric.LogLoss => terms.OutputKind is OutputKind.Logits or OutputKind.Probabilities,
        Metric.RocAuc => terms.OutputKind is OutputKind.Logits or OutputKind.Probabilities or OutputKind.Value,
        _ => terms.OutputKind is OutputKind.Logits or OutputKind.Probabilities or OutputKind.Label,
    };

    private static bool HasRepeats(IReadOnlyList<long> labels)
    {
        var seen = new HashSet<long>();
        foreach (long label in labels)
        {
            if (!seen.Add(label))
                return true;
        }

        return false;
    }

    private static bool Fail(LearningError error, string detail, out LearningFault fault)
    {
        fault = new LearningFault(error, detail);
        return false;
    }
}
