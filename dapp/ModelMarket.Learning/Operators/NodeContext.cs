using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>One node while its shapes are inferred; afterwards it holds the result, which runs read.</summary>
internal sealed class NodeContext
{
    private readonly ValueFact[] inputs;
    private readonly ValueFact[] outputs;

    /// <summary>A node with facts about its inputs.</summary>
    public NodeContext(OnnxNode node, int opset, OperatorEntry entry, ValueFact[] inputs)
    {
        Node = node;
        Opset = opset;
        Entry = entry;
        this.inputs = inputs;
        outputs = new ValueFact[Math.Max(1, node.Outputs.Count)];
    }

    /// <summary>The node.</summary>
    public OnnxNode Node { get; }

    /// <summary>The operator set it is read under.</summary>
    public int Opset { get; }

    /// <summary>The operator.</summary>
    public OperatorEntry Entry { get; }

    /// <summary>What is wrong, if anything.</summary>
    public LearningFault Fault { get; private set; }

    /// <summary>True when shapes must wait until the inputs exist.</summary>
    public bool Deferred { get; private set; }

    /// <summary>Work units, filled in by the rule, <see cref="Execution.WorkWeights.Node"/> not included.</summary>
    public long Work { get; set; }

    /// <summary>What the rule prepared for the run (a geometry, a table).</summary>
    public object? State { get; set; }

    /// <summary>Weights whose values the rule has read.</summary>
    public List<string> FixedWeights { get; } = [];

    /// <summary>True while planning; false for a node measured at run time, whose inputs are all known but not constant.</summary>
    public bool Planned { get; init; }

    /// <summary>Bytes one output may need.</summary>
    public long BytesMax { get; init; } = LearningLimits.RunBytesMax;

    /// <summary>The plan has joined the Relu that alone reads output 0.</summary>
    public bool JoinedRelu { get; set; }

    /// <summary>True when an input is a constant of the plan or a weight.</summary>
    public bool IsConstant(int index) => Planned && Input(index).Known is Tensor;

    /// <summary>Names that the node's subgraphs read from outside; their values follow the node's own inputs.</summary>
    public IReadOnlyList<string> Captured { get; init; } = [];

    /// <summary>How many inputs the node names.</summary>
    public int InputCount => inputs.Length - Captured.Count;

    /// <summary>How many outputs the node names.</summary>
    public int OutputCount => Node.Outputs.Count;

    /// <summary>The facts about an output.</summary>
    public ValueFact OutputFact(int index) => outputs[index];

    /// <summary>The facts about an input; absent beyond the last.</summary>
    public ValueFact Input(int index) => index < inputs.Length ? inputs[index] : ValueFact.Absent;

    /// <summary>True when the input is there.</summary>
    public bool Has(int index) => Input(index).Present;

    /// <summary>True when somebody wants the output.</summary>
    public bool Wants(int index) => index < Node.Outputs.Count && Node.Outputs[index].Length > 0;

    /// <summary>The type of an input; None while unknown.</summary>
    public ElementType TypeOf(int index) => Input(index).Type;

    /// <summary>The shape of a required input; false defers the node or reports that it is missing.</summary>
    public bool TryShape(int index, out int[] shape)
    {
        ValueFact fact = Input(index);
        shape = fact.Shape ?? [];
        if (!fact.Present)
            return Fail(LearningError.OperatorInputs, $"input {index} is missing");
        if (fact.Shape is null && fact.Known is not null)
            return Fail(LearningError.OperatorType, $"input {index} is not a tensor");
        return fact.Shape is not null || Defer();
    }

    /// <summary>The value of a required input that shapes depend on; false defers the node or reports that it is missing.</summary>
    public bool TryValue(int index, out Tensor value)
    {
        ValueFact fact = Input(index);
        value = fact.Known as Tensor ?? Tensor.Create(ElementType.UInt8, 0);
        if (!fact.Present)
            return Fail(LearningError.OperatorInputs, $"input {index} is missing");
        if (fact.Known is null)
            return Defer();
        if (fact.Known is not Tensor)
            return Fail(LearningError.OperatorType, $"input {index} is not a tensor");
        if (fact.Weight is not null)
            FixedWeights.Add(fact.Weight);
        return true;
    }

    /// <summary>The integers of a required input; false defers the node or reports what is wrong.</summary>
    public bool TryIntegers(int index, out long[] values)
    {
        values = [];
        if (!TryValue(index, out Tensor tensor))
            return false;
        if (tensor.Type is not (ElementType.Int64 or ElementType.Int32))
            return Fail(LearningError.OperatorType, $"input {index} is {tensor.Type}; Int64 or Int32 is due");
        if (tensor.Type == ElementType.Int64)
        {
            values = tensor.Int64s.ToArray();
            return true;
        }

        values = new long[tensor.Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = tensor.Int32s[i];
        return true;
    }

    /// <summary>Says type and shape of an output.</summary>
    public bool Output(int index, ElementType type, int[] shape)
    {
        if (!TensorShape.TryCount(shape, out int count))
            return Fail(LearningError.PlanTooLarge, $"output {index} of shape {TensorShape.Text(shape)} is larger than the limit");
        if ((long)count * Math.Max(1, type.SizeBytes()) > BytesMax)
            return Fail(LearningError.PlanTooLarge, $"output {index} of shape {TensorShape.Text(shape)} needs more than the {BytesMax} bytes of a run");
        if (index < outputs.Length)
            outputs[index] = new ValueFact(true, type, shape);
        return true;
    }

    /// <summary>Says the value of an output, which then needs no run.</summary>
    public bool OutputValue(int index, Tensor value)
    {
        if (index < outputs.Length)
            outputs[index] = ValueFact.Of(value);
        return true;
    }

    /// <summary>Waits for the inputs.</summary>
    public bool Defer()
    {
        Deferred = !Fault.IsError;
        return false;
    }

    /// <summary>Reports what is wrong, naming node, operator and operator set.</summary>
    public bool Fail(LearningError error, string detail)
    {
        if (!Fault.IsError)
            Fault = new LearningFault(error, $"{Node} (opset {Opset}): {detail}");
        Deferred = false;
        return false;
    }

    /// <summary>An integer attribute.</summary>
    public long Int(string name, long otherwise) => Node.Find(name) is { Kind: OnnxAttributeKind.Int } a ? a.Int : otherwise;

    /// <summary>A binary32 attribute.</summary>
    public float Float(string name, float otherwise) => Node.Find(name) is { Kind: OnnxAttributeKind.Float } a ? a.Float : otherwise;

    /// <summary>A text attribute.</summary>
    public string Text(string name, string otherwise) => Node.Find(name) is { Kind: OnnxAttributeKind.String } a ? a.Text : otherwise;

    /// <summary>A list of integers, or null.</summary>
    public long[]? Ints(string name) => Node.Find(name) is { Kind: OnnxAttributeKind.Ints } a ? a.Ints : null;

    /// <summary>A list of binary32, or null.</summary>
    public float[]? Floats(string name) => Node.Find(name) is { Kind: OnnxAttributeKind.Floats } a ? a.Floats : null;

    /// <summary>A tensor attribute, or null.</summary>
    public Tensor? TensorOf(string name) => Node.Find(name) is { Kind: OnnxAttributeKind.Tensor } a ? a.Tensor : null;

    /// <summary>A list of binary32, or a tensor of numbers under the same name with <paramref name="suffix"/>; null when there is neither.</summary>
    public double[]? Numbers(string name, string suffix = "_as_tensor")
    {
        if (TensorOf(name + suffix) is { } tensor && tensor.Type != ElementType.String)
        {
            var numbers = new double[tensor.Count];
            for (int i = 0; i < numbers.Length; i++)
                numbers[i] = Kernels.CastKernel.At(tensor, i);
            return numbers;
        }

        return Floats(name) is { } floats ? Array.ConvertAll(floats, value => (double)value) : null;
    }

    /// <summary>A list of texts, or null.</summary>
    public string[]? Strings(string name) => Node.Find(name) is { Kind: OnnxAttributeKind.Strings } a ? a.Strings : null;

    /// <summary>An axis, counted from the end when negative; false reports that it is outside the rank.</summary>
    public bool TryAxis(long axis, int rank, out int result)
    {
        result = (int)Math.Clamp(axis < 0 ? axis + rank : axis, -1, int.MaxValue);
        return (result >= 0 && result < Math.Max(rank, 1)) || Fail(LearningError.OperatorAttribute, $"axis {axis} of a tensor of rank {rank}");
    }
}
