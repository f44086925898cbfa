using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Data;

/// <summary>What a data set must satisfy.</summary>
internal static class DataSetCheck
{
    public static bool TryCheck(IReadOnlyList<DataInput> inputs, Tensor targets, Tensor? weights, Tensor? slices, out LearningFault fault)
    {
        if (inputs.Count == 0)
            return Fail(LearningError.DataMissing, "tensor 'x' (or 'x.<input>') is missing", out fault);
        if (inputs.Count > LearningLimits.DataInputsMax)
            return Fail(LearningError.DataShape, $"more than {LearningLimits.DataInputsMax} inputs", out fault);
        if (targets.Type is not (ElementType.Int64 or ElementType.Float))
            return Fail(LearningError.DataType, $"'y' is {targets.Type}; I64 (classes) or F32 (values) is due", out fault);
        if (targets.Rank is not (1 or 2))
            return Fail(LearningError.DataShape, $"'y' is {TensorShape.Text(targets.Shape)}; [rows] or [rows, targets] is due", out fault);
        int rows = targets.Shape[0];
        if (rows is 0 or > LearningLimits.DataRowsMax || targets.Count == 0)
            return Fail(LearningError.DataRows, $"{rows} rows; 1 to {LearningLimits.DataRowsMax} are allowed", out fault);
        return TryInputs(inputs, rows, out fault) && TryTargets(targets, out fault)
            && TryWeights(weights, rows, out fault) && TrySlices(slices, rows, out fault);
    }

    private static bool TryInputs(IReadOnlyList<DataInput> inputs, int rows, out LearningFault fault)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (DataInput input in inputs)
        {
            string name = input.Name.Length == 0 ? "x" : "x." + input.Name;
            if (!seen.Add(input.Name) || (input.Name.Length == 0 && inputs.Count > 1))
                return Fail(LearningError.DataUnknown, $"'{name}': a data set has either one 'x' or different 'x.<input>'", out fault);
            if (input.Tensor.Type == ElementType.String)
                return Fail(LearningError.DataType, $"'{name}' is text", out fault);
            if (input.Tensor.Rank == 0 || input.Tensor.Shape[0] != rows)
                return Fail(LearningError.DataShape, $"'{name}' is {TensorShape.Text(input.Tensor.Shape)}; its first dimension must be the {rows} rows of 'y'", out fault);
            if (input.Tensor.Count == 0)
                return Fail(LearningError.DataShape, $"'{name}' is {TensorShape.Text(input.Tensor.Shape)}: no elements", out fault);
        }

        fault = default;
        return true;
    }

    private static bool TryTargets(Tensor targets, out LearningFault fault)
    {
        if (targets.Type == ElementType.Float)
            return TryFinite(targets, "y", float.MinValue, float.MaxValue, out fault);
        Span<long> labels = targets.Int64s;
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] is < 0 or >= LearningLimits.ClassesMax)
                return Fail(LearningError.DataValue, $"'y', element {i}: class {labels[i]} is outside 0 to {LearningLimits.ClassesMax - 1}", out fault);
        }

        fault = default;
        return true;
    }

    private static bool TryWeights(Tensor? weights, int rows, out LearningFault fault)
    {
        fault = default;
        if (weights is null)
            return true;
        if (weights.Type != ElementType.Float || weights.Rank != 1 || weights.Shape[0] != rows)
            return Fail(LearningError.DataShape, $"'weight' is {weights}; F32 of shape [{rows}] is due", out fault);
        return TryFinite(weights, "weight", 0f, LearningLimits.SampleWeightMax, out fault);
    }

    private static bool TrySlices(Tensor? slices, int rows, out LearningFault fault)
    {
        fault = default;
        if (slices is null)
            return true;
        if (slices.Type != ElementType.Int64 || slices.Rank != 1 || slices.Shape[0] != rows)
            return Fail(LearningError.DataShape, $"'slice' is {slices}; I64 of shape [{rows}] is due", out fault);
        foreach (long slice in slices.Int64s)
        {
            if (slice is < 0 or > int.MaxValue)
                return Fail(LearningError.DataValue, $"'slice' holds {slice}; 0 to {int.MaxValue} is due", out fault);
        }

        return true;
    }

    private static bool TryFinite(Tensor tensor, string name, float least, float most, out LearningFault fault)
    {
        Span<float> values = tensor.Floats;
        for (int i = 0; i < values.Length; i++)
        {
            if (!(values[i] >= least && values[i] <= most))
                return Fail(LearningError.DataValue, $"'{name}', element {i} is {(float.IsFinite(values[i]) ? "out of range" : "not a finite number")}", out fault);
        }

        fault = default;
        return true;
    }

    private static bool Fail(LearningError error, string detail, out LearningFault fault)
    {
        fault = new LearningFault(error, detail);
        return false;
    }
}
