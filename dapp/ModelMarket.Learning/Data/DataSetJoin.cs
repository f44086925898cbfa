using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Data;

/// <summary>Puts data sets of one form one after another.</summary>
internal static class DataSetJoin
{
    public static bool TryJoin(IReadOnlyList<DataSet> parts, out DataSet? joined, out LearningFault fault)
    {
        joined = null;
        if (parts.Count == 0)
            return Fail("there is no part to join", out fault);
        DataSet first = parts[0];
        var inputs = new List<DataInput>();
        for (int i = 0; i < first.Inputs.Count; i++)
        {
            int index = i;
            string name = first.Inputs[i].Name;
            if (!TryColumn(parts, p => index < p.Inputs.Count && p.Inputs.Count == first.Inputs.Count ? p.InputFor(name) : null, "x", out Tensor? column, out fault))
                return false;
            inputs.Add(new DataInput(name, column!));
        }

        Tensor? weights = null, slices = null;
        if (!TryColumn(parts, p => p.Targets, "y", out Tensor? targets, out fault)
            || (Any(parts, p => p.Weights) && !TryColumn(parts, p => p.Weights, "weight", out weights, out fault))
            || (Any(parts, p => p.Slices) && !TryColumn(parts, p => p.Slices, "slice", out slices, out fault)))
            return false;
        return DataSet.TryCreate(inputs, targets!, weights, slices, out joined, out fault);
    }

    private static bool Any(IReadOnlyList<DataSet> parts, Func<DataSet, Tensor?> column)
    {
        foreach (DataSet part in parts)
        {
            if (column(part) is not null)
                return true;
        }

        return false;
    }

    private static bool TryColumn(IReadOnlyList<DataSet> parts, Func<DataSet, Tensor?> column, string name, out Tensor? joined, out LearningFault fault)
    {
        joined = null;
        Tensor? form = column(parts[0]);
        long rows = 0;
        foreach (DataSet part in parts)
        {
            Tensor? tensor = column(part);
            if (form is null || tensor is null || tensor.Type != form.Type || !tensor.Shape.AsSpan(1).SequenceEqual(form.Shape.AsSpan(1)))
                return Fail($"'{name}' is not of one type and shape in all {parts.Count} parts", out fault);
            rows += tensor.Shape[0];
        }

        var shape = (int[])form!.Shape.Clone();
        shape[0] = rows > LearningLimits.DataRowsMax ? -1 : (int)rows;
        if (!TensorShape.TryCount(shape, out _))
            return Fail($"the parts have {rows} rows together: too many", out fault);
        joined = Tensor.Create(form.Type, shape);
        int at = 0;
        foreach (DataSet part in parts)
        {
            Span<byte> bytes = column(part)!.Bytes;
            bytes.CopyTo(joined.Bytes[at..]);
            at += bytes.Length;
        }

        fault = default;
        return true;
    }

    private static bool Fail(string detail, out LearningFault fault)
    {
        fault = new LearningFault(LearningError.DataShape, detail);
        return false;
    }
}
