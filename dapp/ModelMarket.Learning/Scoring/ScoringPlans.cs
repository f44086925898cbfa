using ModelMarket.Learning.Data;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Scoring;

/// <summary>The plans of a full batch and of a shorter last one, and how rows get into them.</summary>
internal sealed class ScoringPlans
{
    private readonly DataSet data;
    private readonly IReadOnlyList<OnnxValueInfo> inputs;

    private ScoringPlans(DataSet data, IReadOnlyList<OnnxValueInfo> inputs, int batchRows, ExecutionPlan full, ExecutionPlan? last, string output, int width)
    {
        this.data = data;
        this.inputs = inputs;
        BatchRows = batchRows;
        Full = full;
        Last = last;
        OutputName = output;
        Width = width;
        foreach (OnnxValueInfo input in inputs)
            InputElementsPerRow += data.InputFor(input.Name)!.Count / data.RowCount;
    }

    public int BatchRows { get; }

    public ExecutionPlan Full { get; }

    /// <summary>The plan of a last batch that has fewer rows; null where there is none or it is padded.</summary>
    public ExecutionPlan? Last { get; }

    public string OutputName { get; }

    /// <summary>Output elements per row.</summary>
    public int Width { get; }

    public long InputElementsPerRow { get; }

    /// <summary>Work units that planning took.</summary>
    public long PlanningWork => Full.PlanningWork + (Last?.PlanningWork ?? 0);

    public int BatchCount => (data.RowCount + BatchRows - 1) / BatchRows;

    /// <summary>Batches that run in <see cref="Full"/>, a padded last one included.</summary>
    public int FullBatches => Last is null ? BatchCount : BatchCount - 1;

    public static bool TryCreate(OnnxModel model, DataSet data, ScoringTerms terms, PlanOptions options, out ScoringPlans? plans, out LearningFault fault)
    {
        plans = null;
        if (!TryInputs(model, data, out fault) || !TryBatchRows(model, data, terms, out int batchRows, out bool isFixed, out fault))
            return false;
        if (!TryPlan(model, data, batchRows, options, out ExecutionPlan? full, out fault))
            return false;
        int rest = data.RowCount % batchRows;
        ExecutionPlan? last = null;
        options = options with { PlanningWorkMax = options.PlanningWorkMax - full!.PlanningWork };
        if (rest != 0 && !isFixed && !TryPlan(model, data, rest, options, out last, out fault))
            return false;
        string output = terms.OutputName.Length == 0 ? model.Outputs[0].Name : terms.OutputName;
        if (!TryWidth(full!, output, batchRows, data.RowCount, out int width, out fault))
            return false;
        plans = new ScoringPlans(data, model.Inputs, batchRows, full!, last, output, width);
        return true;
    }

    /// <summary>The plan of a batch.</summary>
    public ExecutionPlan PlanOf(int batch) => batch < FullBatches ? Full : Last!;

    /// <summary>Rows of a batch that count.</summary>
    public int RowsOf(int batch) => batch == BatchCount - 1 ? data.RowCount - (batch * BatchRows) : BatchRows;

    /// <summary>The inputs of a batch; rows beyond the data are +0.</summary>
    public IReadOnlyDictionary<string, Tensor> InputsOf(int batch)
    {
        int planned = batch < FullBatches ? BatchRows : RowsOf(batch);
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (OnnxValueInfo input in inputs)
            tensors.Add(input.Name, RowCopy.Range(data.InputFor(input.Name)!, batch * BatchRows, RowsOf(batch), planned));
        return tensors;
    }

    private static bool TryInputs(OnnxModel model, DataSet data, out LearningFault fault)
    {
        fault = default;
        if (model.Inputs.Count == 0)
            return Fail(LearningError.ScoringInput, "the model has no input", out fault);
        foreach (OnnxValueInfo input in model.Inputs)
        {
            Tensor? tensor = data.InputFor(input.Name);
            if (tensor is null || (data.Inputs[0].Name.Length == 0 && model.Inputs.Count > 1))
                return Fail(LearningError.ScoringInput, $"the model's input '{input.Name}' needs 'x.{input.Name}' in the data set ('x' serves a single input)", out fault);
            if (input.Type.Kind != OnnxTypeKind.Tensor || input.Type.ElementType != tensor.Type)
                return Fail(LearningError.ScoringInput, $"the model's input '{input.Name}' is {input.Type.ElementType}, the data set has {tensor.Type}", out fault);
        }

        return data.Inputs.Count == model.Inputs.Count
            || Fail(LearningError.ScoringInput, $"the data set has {data.Inputs.Count} inputs, the model {model.Inputs.Count}", out fault);
    }

    private static bool TryBatchRows(OnnxModel model, DataSet data, ScoringTerms terms, out int rows, out bool isFixed, out LearningFault fault)
    {
        fault = default;
        isFixed = false;
        rows = terms.BatchRows == 0 ? ScoringTerms.DefaultBatchRows : terms.BatchRows;
        foreach (OnnxValueInfo input in model.Inputs)
        {
            if (input.Type.Dimensions is not { Count: > 0 } dimensions || !dimensions[0].IsKnown)
                continue;
            if (isFixed && rows != dimensions[0].Size)
                return Fail(LearningError.ScoringInput, "the model's inputs are fixed to different first dimensions", out fault);
            rows = dimensions[0].Size;
            isFixed = true;
        }

        if (rows is < 1 or > LearningLimits.BatchRowsMax)
            return Fail(LearningError.ScoringLimit, $"batches of {rows} rows; 1 to {LearningLimits.BatchRowsMax} are allowed", out fault);
        if (!isFixed && rows > data.RowCount)
            rows = data.RowCount;
        return true;
    }

    private static bool TryPlan(OnnxModel model, DataSet data, int rows, PlanOptions options, out ExecutionPlan? plan, out LearningFault fault)
    {
        var shapes = new Dictionary<string, int[]>(StringComparer.Ordinal);
        foreach (OnnxValueInfo input in model.Inputs)
        {
            var shape = (int[])data.InputFor(input.Name)!.Shape.Clone();
            shape[0] = rows;
            shapes.Add(input.Name, shape);
        }

        return ExecutionPlan.TryCreate(model, shapes, options, out plan, out fault);
    }

    private static bool TryWidth(ExecutionPlan plan, string output, int batchRows, int rowCount, out int width, out LearningFault fault)
    {
        width = 0;
        fault = default;
        bool exists = false;
        foreach (string name in plan.OutputNames)
            exists |= name == output;
        if (!exists)
            return Fail(LearningError.ScoringOutput, $"the model has no output '{output}'", out fault);
        if (plan.ShapeOf(output) is not { Length: > 0 } shape || !ScoredOutput.IsNumeric(plan.TypeOf(output)))
            return Fail(LearningError.ScoringOutput, $"the output '{output}' has no shape that is known beforehand, or holds no numbers", out fault);
        TensorShape.TryCount(shape, out int count);
        if (shape[0] != batchRows || count == 0)
            return Fail(LearningError.ScoringOutput, $"the output '{output}' is {TensorShape.Text(shape)}; its first dimension must be the {batchRows} rows of a batch", out fault);
        width = count / batchRows;
        return (long)width * rowCount <= LearningLimits.ScoredElementsMax
            || Fail(LearningError.ScoringLimit, $"{rowCount} rows of {width} outputs; at most {LearningLimits.ScoredElementsMax} elements are kept", out fault);
    }

    private static bool Fail(LearningError error, string detail, out LearningFault fault)
    {
        fault = new LearningFault(error, detail);
        return false;
    }
}
