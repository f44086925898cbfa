using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Tests.Operators;

/// <summary>A generated model with its inputs: run by us at every setting and by ONNX Runtime.</summary>
internal sealed class ModelSample
{
    private readonly List<(string Name, Tensor Tensor)> inputs = [];
    private readonly List<string> outputs = [];

    /// <summary>Opset 0: 18 to 22, one after another with the seed.</summary>
    public ModelSample(int seed, int opset = 0, int mlOpset = 0)
    {
        Seed = seed;
        Random = new Random(seed);
        Opset = opset = opset > 0 ? opset : 18 + (seed % 5);
        Writer = new OnnxModelWriter(opset, opset > 20 ? 10 : 8);
        if (mlOpset > 0)
            Writer.Import("ai.onnx.ml", mlOpset);
    }

    public int Seed { get; }

    public int Opset { get; }

    public Random Random { get; }

    public OnnxModelWriter Writer { get; }

    /// <summary>A float input of random numbers.</summary>
    public string Floats(params int[] shape) => Input(RandomFloats(shape));

    public Tensor RandomFloats(params int[] shape)
    {
        Tensor tensor = Tensor.Create(ElementType.Float, shape);
        foreach (ref float element in tensor.Floats)
            element = (float)((Random.NextDouble() - 0.5) * 6);
        return tensor;
    }

    public Tensor RandomInts(int low, int high, params int[] shape)
    {
        Tensor tensor = Tensor.Create(ElementType.Int64, shape);
        foreach (ref long element in tensor.Int64s)
            element = Random.Next(low, high);
        return tensor;
    }

    /// <summary>An input of random elements: whole numbers −9 to 9 (0 to 18 without a sign), texts of one letter.</summary>
    public string Typed(ElementType type, params int[] shape) => Input(RandomOf(type, shape));

    public Tensor RandomOf(ElementType type, params int[] shape)
    {
        Tensor tensor = Tensor.Create(type, shape);
        if (type == ElementType.String)
        {
            foreach (ref string text in tensor.Strings)
                text = ((char)('a' + Random.Next(6))).ToString();
            return tensor;
        }

        bool unsigned = type is ElementType.UInt8 or ElementType.UInt16 or ElementType.UInt32 or ElementType.UInt64;
        Tensor source = type.IsFloating() ? RandomFloats(shape) : type == ElementType.Bool ? RandomInts(0, 2, shape) : RandomInts(unsigned ? 0 : -9, unsigned ? 19 : 10, shape);
        CastKernel.TryRun(source, tensor);
        return tensor;
    }

    /// <summary>One of several, another with every seed.</summary>
    public T Pick<T>(params T[] choices) => choices[Seed % choices.Length];

    /// <summary>One node whose result is the model's output.</summary>
    public ModelSample One(string type, ElementType result, string[] from, params OnnxAttribute[] attributes) => Output(Node(type, from, attributes), result);

    /// <summary>One node whose float result is the model's output.</summary>
    public ModelSample One(string type, string[] from, params OnnxAttribute[] attributes) => One(type, ElementType.Float, from, attributes);

    public string Input(Tensor tensor)
    {
        string name = $"in{inputs.Count}";
        inputs.Add((name, tensor));
        return Writer.Input(name, tensor.Type, tensor.Shape);
    }

    private int constants;

    public string Constant(Tensor tensor) => Writer.Initializer($"const{constants++}", tensor);

    public string Ints(params long[] values) => Constant(Tensor.From<long>(values, values.Length));

    public string Node(string type, string[] from, params OnnxAttribute[] attributes) => Writer.Node(type, from, attributes);

    /// <summary>Marks a value as an output under a name of its own.</summary>
    public ModelSample Output(string value, ElementType type = ElementType.Float)
    {
        string name = $"out{outputs.Count}";
        Writer.Node("", "Identity", [value], [name]);
        Writer.Output(name, type);
        outputs.Add(name);
        return this;
    }

    public byte[] File => Writer.ToArray();

    /// <summary>Inputs by name, in the model's order.</summary>
    public IReadOnlyList<(string Name, Tensor Tensor)> Inputs => inputs;

    /// <summary>Our outputs.</summary>
    public List<Tensor> Ours(PlanOptions options)
    {
        if (!OnnxModel.TryParse(File, out OnnxModel? model, out LearningFault fault))
            throw new InvalidOperationException(fault.ToString());
        var shapes = inputs.ToDictionary(input => input.Name, input => input.Tensor.Shape);
        if (!ExecutionPlan.TryCreate(model!, shapes, options, out ExecutionPlan? plan, out fault))
            throw new InvalidOperationException(fault.ToString());
        if (!plan!.TryStart([.. inputs.Select(input => (Value?)input.Tensor)], new ModelWeights(), out PlanRun? run, out fault))
            throw new InvalidOperationException(fault.ToString());
        if (!run!.Complete())
            throw new InvalidOperationException(run.Fault.ToString());
        return [.. outputs.Select(name => run.Output(name)!)];
    }
}
