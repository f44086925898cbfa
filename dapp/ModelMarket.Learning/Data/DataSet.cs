using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Learning.Data;

/// <summary>Rows of inputs with their targets. As a file: safetensors with <c>x</c> (one input) or <c>x.&lt;input&gt;</c> each, first dimension the rows;
/// <c>y</c>, I64 classes or F32 values, of shape [rows] or [rows, targets]; optionally <c>weight</c> (F32, [rows], 0 to
/// <see cref="LearningLimits.SampleWeightMax"/>) and <c>slice</c> (I64, [rows], not negative).</summary>
public sealed class DataSet
{
    private const string SingleInput = "x";
    private const string InputPrefix = "x.";

    private DataSet(List<DataInput> inputs, Tensor targets, Tensor? weights, Tensor? slices)
    {
        Inputs = inputs;
        Targets = targets;
        Weights = weights;
        Slices = slices;
        RowCount = targets.Shape[0];
    }

    /// <summary>Rows.</summary>
    public int RowCount { get; }

    /// <summary>The input tensors. The name of the only input of an <c>x</c> file is empty.</summary>
    public IReadOnlyList<DataInput> Inputs { get; }

    /// <summary>Int64 class indices or Float values; [rows] or [rows, targets].</summary>
    public Tensor Targets { get; }

    /// <summary>Float sample weights, [rows], or null.</summary>
    public Tensor? Weights { get; }

    /// <summary>Int64 slice numbers, [rows], or null.</summary>
    public Tensor? Slices { get; }

    /// <summary>True when the targets are class indices.</summary>
    public bool HasClasses => Targets.Type == ElementType.Int64;

    /// <summary>Makes a data set of tensors, which it keeps. Same checks as <see cref="TryDecode"/>.</summary>
    /// <param name="inputs">One input with an empty name, or named ones.</param>
    /// <param name="targets">Int64 or Float.</param>
    /// <param name="weights">Float, or null.</param>
    /// <param name="slices">Int64, or null.</param>
    /// <param name="dataSet">The data set.</param>
    /// <param name="fault">Errors 400 to 405.</param>
    public static bool TryCreate(
        IReadOnlyList<DataInput> inputs, Tensor targets, Tensor? weights, Tensor? slices, out DataSet? dataSet, out LearningFault fault)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        dataSet = null;
        if (!DataSetCheck.TryCheck(inputs, targets, weights, slices, out fault))
            return false;
        dataSet = new DataSet([.. inputs], targets, weights, slices);
        return true;
    }

    /// <summary>Reads a data set from a safetensors file. Values of x may be anything but strings, NaN included; y and weight must be finite. Errors 300 to
    /// 305 and 400 to 405.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> safetensors, out DataSet? dataSet, out LearningFault fault)
    {
        dataSet = null;
        if (!SafetensorsFile.TryParse(safetensors, out SafetensorsFile? file, out fault))
            return false;
        var inputs = new List<DataInput>();
        foreach (SafetensorsEntry entry in file!.Entries)
        {
            bool isInput = entry.Name == SingleInput || entry.Name.StartsWith(InputPrefix, StringComparison.Ordinal);
            if (!isInput && entry.Name is not ("y" or "weight" or "slice"))
            {
                fault = new LearningFault(LearningError.DataUnknown, $"tensor '{entry.Name}': a data set has x (or x.<input>), y, weight and slice");
                return false;
            }

            if (isInput && inputs.Count == LearningLimits.DataInputsMax)
            {
                fault = new LearningFault(LearningError.DataShape, $"more than {LearningLimits.DataInputsMax} inputs");
                return false;
            }

            if (isInput)
                inputs.Add(new DataInput(entry.Name == SingleInput ? "" : entry.Name[InputPrefix.Length..], entry.ToTensor()));
        }

        if (file.Find("y") is not { } targets)
        {
            fault = new LearningFault(LearningError.DataMissing, "tensor 'y' is missing");
            return false;
        }

        return TryCreate(inputs, targets.ToTensor(), file.Find("weight")?.ToTensor(), file.Find("slice")?.ToTensor(), out dataSet, out fault);
    }

    /// <summary>The safetensors file: inputs, y, weight, slice. The same data gives the same bytes.</summary>
    public byte[] Encode()
    {
        var tensors = new List<(string Name, Tensor Tensor)>();
        foreach (DataInput input in Inputs)
            tensors.Add((input.Name.Length == 0 ? SingleInput : InputPrefix + input.Name, input.Tensor));
        tensors.Add(("y", Targets));
        if (Weights is not null)
            tensors.Add(("weight", Weights));
        if (Slices is not null)
            tensors.Add(("slice", Slices));
        return SafetensorsWriter.Write(tensors);
    }

    /// <summary>The input tensor for a model's input of that name: by name, or the only one when the file has just <c>x</c>; null if there is none.</summary>
    public Tensor? InputFor(string name)
    {
        foreach (DataInput input in Inputs)
        {
            if (input.Name == name || (input.Name.Length == 0 && Inputs.Count == 1))
                return input.Tensor;
        }

        return null;
    }

    /// <summary>A data set of some rows, in the order given, copied.</summary>
    public DataSet Select(ReadOnlySpan<int> rows)
    {
        var inputs = new List<DataInput>(Inputs.Count);
        foreach (DataInput input in Inputs)
            inputs.Add(new DataInput(input.Name, RowCopy.Gather(input.Tensor, rows, rows.Length)));
        return new DataSet(
            inputs,
            RowCopy.Gather(Targets, rows, rows.Length),
            Weights is null ? null : RowCopy.Gather(Weights, rows, rows.Length),
            Slices is null ? null : RowCopy.Gather(Slices, rows, rows.Length));
    }

    /// <summary>Joins data sets of the same inputs, types and row shapes: revealed groups in their order. Error <see cref="LearningError.DataShape"/>.</summary>
    public static bool TryConcatenate(IReadOnlyList<DataSet> parts, out DataSet? joined, out LearningFault fault)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return DataSetJoin.TryJoin(parts, out joined, out fault);
    }
}
