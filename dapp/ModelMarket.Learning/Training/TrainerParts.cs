using ModelMarket.Learning.Data;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Numerics;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Learning.Training;

/// <summary>What a trainer is made of, checked.</summary>
internal sealed class TrainerParts
{
    public required DataSet Rows { get; init; }

    public required Scorer? HoldOut { get; init; }

    public required TrainingOptions Options { get; init; }

    public required ScoringTerms Terms { get; init; }

    public required WeightSet Weights { get; init; }

    public required List<int> Trained { get; init; }

    public required TrainingStep Full { get; init; }

    public required TrainingStep? Rest { get; init; }

    public required int BatchRows { get; init; }

    public required double[] RowWeights { get; init; }

    public static bool TryCreate(
        OnnxModel model, WeightSet weights, DataSet data, ScoringTerms terms, TrainingOptions options, PlanOptions planOptions, uint holdOutPurpose,
        out TrainerParts? parts, out LearningFault fault, bool singleRows = false)
    {
        parts = null;
        if (!TryInputs(model, data, out fault) || !TryTrained(weights.Layout, options, out List<int> trained, out fault)
            || !TryHoldOut(model, data, terms, options, planOptions, holdOutPurpose, out DataSet rows, out Scorer? holdOut, out fault))
            return false;
        int batchRows = BatchRowsOf(model, singleRows ? options with { BatchRows = 1 } : options, rows.RowCount, out bool isFixed);
        var names = new List<string>();
        foreach (int index in trained)
            names.Add(weights.Layout.Parameters[index].Name);
        if (!TrainingStep.TryCreate(model, rows, terms, options, planOptions, names, weights.ForPlan, batchRows, out TrainingStep? full, out fault))
            return false;
        // A padded batch would put its zeros into the batch statistics: leave the rows of an incomplete one out of this epoch.
        TrainingStep? rest = isFixed && (rows.RowCount < batchRows || !HasStatistics(weights.Layout)) ? full : null;
        int left = rows.RowCount % batchRows;
        if (left != 0 && !isFixed
            && !TrainingStep.TryCreate(model, rows, terms, options, planOptions, names, weights.ForPlan, left, out rest, out fault))
            return false;
        if (!TrainingWeights.TryCreate(rows, options, full!, out double[] rowWeights, out fault))
            return false;
        parts = new TrainerParts
        {
            Rows = rows,
            HoldOut = holdOut,
            Options = options,
            Terms = terms,
            Weights = weights,
            Trained = trained,
            Full = full!,
            Rest = rest,
            BatchRows = batchRows,
            RowWeights = rowWeights,
        };
        return true;
    }

    private static bool HasStatistics(ParameterLayout layout)
    {
        foreach (Parameter parameter in layout.Parameters)
        {
            if (parameter.Role == ParameterRole.Statistic)
                return true;
        }

        return false;
    }

    private static bool TryInputs(OnnxModel model, DataSet data, out LearningFault fault)
    {
        fault = default;
        foreach (OnnxValueInfo input in model.Inputs)
        {
            if (data.InputFor(input.Name) is not { } tensor)
                return Fail(LearningError.TrainingData, $"the model's input '{input.Name}' is not in the data set", out fault);
            if (input.Type.Kind != OnnxTypeKind.Tensor || input.Type.ElementType != tensor.Type)
                return Fail(LearningError.TrainingData, $"the model's input '{input.Name}' is {input.Type.ElementType}, the data set has {tensor.Type}", out fault);
        }

        return true;
    }

    private static bool TryTrained(ParameterLayout layout, TrainingOptions options, out List<int> trained, out LearningFault fault)
    {
        trained = [];
        fault = default;
        var matched = new bool[options.Frozen.Count];
        for (int i = 0; i < layout.Parameters.Count; i++)
        {
            bool frozen = layout.Parameters[i].Role != ParameterRole.Trained;
            for (int f = 0; f < matched.Length; f++)
            {
                bool matches = Matches(layout.Parameters[i].Name, options.Frozen[f]);
                matched[f] |= matches;
                frozen |= matches;
            }

            if (!frozen)
                trained.Add(i);
        }

        int unknown = Array.IndexOf(matched, false);
        if (unknown >= 0)
            return Fail(LearningError.TrainingOptions, $"frozen '{options.Frozen[unknown]}' is no tensor of the model", out fault);
        return trained.Count > 0 || Fail(LearningError.TrainingOptions, "every tensor is frozen", out fault);
    }

    private static bool Matches(string name, string pattern) => pattern.EndsWith('*')
        ? name.StartsWith(pattern[..^1], StringComparison.Ordinal)
        : name == pattern;

    private static bool TryHoldOut(
        OnnxModel model, DataSet data, ScoringTerms terms, TrainingOptions options, PlanOptions planOptions, uint purpose,
        out DataSet rows, out Scorer? scorer, out LearningFault fault)
    {
        rows = data;
        scorer = null;
        fault = default;
        int held = (int)((long)data.RowCount * options.HoldOutThousandths / 1000);
        if (held == 0)
            return options.PatienceEpochs == 0 || options.HoldOutThousandths > 0
                || Fail(LearningError.TrainingOptions, "patience needs a hold-out (holdout=0.2)", out fault);
        var order = new int[data.RowCount];
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        new PhiloxStream(options.Seed, purpose, 0).Shuffle(order);
        // In file order again, so that only membership depends on the draw.
        Array.Sort(order, 0, held);
        Array.Sort(order, held, order.Length - held);
        rows = data.Select(order.AsSpan(held));
        return Scorer.TryCreate(model, data.Select(order.AsSpan(0, held)), terms, planOptions, out scorer, out fault);
    }

    private static int BatchRowsOf(OnnxModel model, TrainingOptions options, int rowCount, out bool isFixed)
    {
        foreach (OnnxValueInfo input in model.Inputs)
        {
            if (input.Type.Dimensions is { Count: > 0 } dimensions && dimensions[0].Size > 0)
            {
                isFixed = true;
                return dimensions[0].Size;
            }
        }

        isFixed = false;
        return Math.Min(options.BatchRows, rowCount);
    }

    private static bool Fail(LearningError error, string detail, out LearningFault fault)
    {
        fault = new LearningFault(error, detail);
        return false;
    }
}
