using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Tests.Operators;

/// <summary>Generators of models, one per operator or kind of network; each seed is another model.</summary>
internal static partial class OperatorSamples
{
    public static readonly Dictionary<string, Func<int, ModelSample>> All = Build();

    /// <summary>Registered operators that ONNX Runtime cannot be asked about, and what checks them instead.</summary>
    public static readonly Dictionary<string, string> WithoutOracle = new(StringComparer.Ordinal)
    {
        ["ml.ZipMap"] = "its result is a sequence of maps, no tensor: ScorerTests read labels and probabilities through it",
    };

    private static Dictionary<string, Func<int, ModelSample>> Build()
    {
        var all = new Dictionary<string, Func<int, ModelSample>>(StringComparer.Ordinal);
        AddNetworks(all);
        AddElementwise(all);
        AddLogic(all);
        AddMovement(all);
        AddWindows(all);
        AddSignals(all);
        AddQuantized(all);
        AddSequences(all);
        AddMl(all);
        AddMlEncoders(all);
        return all;
    }

    private static void AddNetworks(Dictionary<string, Func<int, ModelSample>> all)
    {
        all["MLP"] = Mlp;
        all["CNN"] = Cnn;
        all["RandomNetwork"] = RandomNetwork.Of;
        all["Gemm"] = Gemm;
        all["MatMul"] = MatMul;
        all["Conv"] = Conv;
        all["MaxPool"] = seed => Pool(seed, "MaxPool");
        all["AveragePool"] = seed => Pool(seed, "AveragePool");
        all["BatchNormalization"] = BatchNormalization;
        all["Softmax"] = seed => OnAxis(seed, "Softmax");
        all["LogSoftmax"] = seed => OnAxis(seed, "LogSoftmax");
        foreach (string type in Reductions)
            all[type] = seed => Reduce(seed, type);
    }

    private static string[] Reductions => ["ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceL1", "ReduceL2", "ReduceSumSquare", "ReduceLogSum", "ReduceLogSumExp"];

    private static ModelSample Mlp(int seed)
    {
        var sample = new ModelSample(seed);
        int width = sample.Random.Next(1, 70);
        string x = sample.Floats(sample.Random.Next(1, 40), width);
        for (int layer = 0; layer < 3; layer++)
        {
            int next = sample.Random.Next(1, 70);
            x = sample.Node("Gemm", [x, sample.Constant(sample.RandomFloats(width, next)), sample.Constant(sample.RandomFloats(next))]);
            x = sample.Node(layer % 2 == 0 ? "Relu" : "Elu", [x]);
            width = next;
        }

        return sample.Output(x);
    }

    private static ModelSample Cnn(int seed)
    {
        var sample = new ModelSample(seed);
        int channels = sample.Random.Next(1, 5), size = sample.Random.Next(8, 20), filters = sample.Random.Next(1, 40);
        string x = sample.Floats(sample.Random.Next(1, 4), channels, size, size);
        x = sample.Node("Conv", [x, sample.Constant(sample.RandomFloats(filters, channels, 3, 3)), sample.Constant(sample.RandomFloats(filters))], OnnxAttributes.Ints("pads", 1, 1, 1, 1));
        x = sample.Node("Relu", [x]);
        x = sample.Node("MaxPool", [x], OnnxAttributes.Ints("kernel_shape", 2, 2), OnnxAttributes.Ints("strides", 2, 2));
        x = sample.Node("Conv", [x, sample.Constant(sample.RandomFloats(17, filters, 3, 3))]);
        x = sample.Node("GlobalAveragePool", [sample.Node("Sigmoid", [x])]);
        x = sample.Node("Flatten", [x]);
        return sample.Output(sample.Node("MatMul", [x, sample.Constant(sample.RandomFloats(17, 10))]));
    }

    private static ModelSample Gemm(int seed)
    {
        var sample = new ModelSample(seed);
        int m = sample.Random.Next(1, 50), n = sample.Random.Next(1, 50), k = sample.Random.Next(1, 50);
        bool a = sample.Random.Next(2) == 0, b = sample.Random.Next(2) == 0;
        int[][] biases = [[n], [m, n], [1], [m, 1], [1, n]];
        int[] bias = biases[sample.Random.Next(biases.Length)];
        return sample.Output(sample.Node(
            "Gemm",
            [a ? sample.Floats(k, m) : sample.Floats(m, k), b ? sample.Floats(n, k) : sample.Floats(k, n), sample.Constant(sample.RandomFloats(bias))],
            OnnxAttributes.Int("transA", a ? 1 : 0), OnnxAttributes.Int("transB", b ? 1 : 0),
            OnnxAttributes.Float("alpha", sample.Random.Next(2) == 0 ? 1 : 0.7f), OnnxAttributes.Float("beta", sample.Random.Next(3) * 0.5f)));
    }

    private static ModelSample MatMul(int seed)
    {
        var sample = new ModelSample(seed);
        int m = sample.Random.Next(1, 20), n = sample.Random.Next(1, 60), k = sample.Random.Next(1, 90);
        (int[] Left, int[] Right)[] shapes =
        [
            ([m, k], [k, n]), ([3, m, k], [k, n]), ([3, m, k], [3, k, n]), ([2, 1, m, k], [3, k, n]), ([k], [k, n]), ([m, k], [k]), ([k], [2, k, n]), ([k], [k]),
        ];
        (int[] left, int[] right) = shapes[seed % shapes.Length];
        return sample.Output(sample.Node("MatMul", [sample.Floats(left), sample.Floats(right)]));
    }

    private static ModelSample Conv(int seed)
    {
        var sample = new ModelSample(seed);
        int rank = 1 + (seed % 3), groups = sample.Random.Next(1, 4), perGroup = sample.Random.Next(1, 20), outPerGroup = sample.Random.Next(1, 20);
        int[] kernel = Sizes(sample, rank, 1, 4), space = Sizes(sample, rank, 7, rank == 3 ? 9 : 16);
        long[] strides = Longs(sample, rank, 1, 3), dilations = Longs(sample, rank, 1, 3), pads = Longs(sample, 2 * rank, 0, 3);
        string x = sample.Floats([sample.Random.Next(1, 3), groups * perGroup, .. space]);
        string w = sample.Constant(sample.RandomFloats([groups * outPerGroup, perGroup, .. kernel]));
        string[] inputs = sample.Random.Next(2) == 0 ? [x, w] : [x, w, sample.Constant(sample.RandomFloats(groups * outPerGroup))];
        OnnxAttribute pad = seed % 4 == 3 ? OnnxAttributes.Text("auto_pad", seed % 8 == 3 ? "SAME_UPPER" : "SAME_LOWER") : OnnxAttributes.Ints("pads", pads);
        if (seed % 4 == 3)
            dilations.AsSpan().Fill(1);
        return sample.Output(sample.Node(
            "Conv", inputs, OnnxAttributes.Ints("strides", strides), OnnxAttributes.Ints("dilations", dilations), OnnxAttributes.Int("group", groups), pad));
    }

    private static int[] Sizes(ModelSample sample, int count, int low, int high) => [.. Enumerable.Range(0, count).Select(_ => sample.Random.Next(low, high))];

    private static long[] Longs(ModelSample sample, int count, int low, int high) => [.. Enumerable.Range(0, count).Select(_ => (long)sample.Random.Next(low, high))];

    private static ModelSample Pool(int seed, string type)
    {
        var sample = new ModelSample(seed);
        int rank = 1 + (seed % 3);
        string x = sample.Floats([2, sample.Random.Next(1, 20), .. Sizes(sample, rank, 6, 12)]);
        long[] kernel = Longs(sample, rank, 2, 4), pads = Longs(sample, 2 * rank, 0, seed % 5 < 2 ? 1 : 2);
        var attributes = new List<OnnxAttribute>
        {
            OnnxAttributes.Ints("kernel_shape", kernel), OnnxAttributes.Ints("strides", Longs(sample, rank, 1, 3)), OnnxAttributes.Ints("pads", pads),
            OnnxAttributes.Int("ceil_mode", type == "MaxPool" ? seed % 2 : 0),
        };
        if (type == "AveragePool")
            attributes.Add(OnnxAttributes.Int("count_include_pad", seed % 2));
        return sample.Output(sample.Node(type, [x], [.. attributes]));
    }

    private static ModelSample BatchNormalization(int seed)
    {
        var sample = new ModelSample(seed);
        int channels = sample.Random.Next(1, 12);
        Tensor variance = sample.RandomFloats(channels);
        foreach (ref float element in variance.Floats)
            element = Math.Abs(element);
        return sample.Output(sample.Node(
            "BatchNormalization",
            [
                sample.Floats(3, channels, 5, 4), sample.Constant(sample.RandomFloats(channels)), sample.Constant(sample.RandomFloats(channels)),
                sample.Constant(sample.RandomFloats(channels)), sample.Constant(variance),
            ]));
    }

    private static ModelSample OnAxis(int seed, string type)
    {
        var sample = new ModelSample(seed, seed % 4 == 0 ? 11 : 0);
        return sample.One(type, [sample.Floats(3, sample.Random.Next(1, 9), 5)], OnnxAttributes.Int("axis", sample.Random.Next(3)));
    }

    /// <summary>Axes as an input; none of them reduces all, or nothing.</summary>
    private static ModelSample Reduce(int seed, string type)
    {
        var sample = new ModelSample(seed);
        long[][] choices = [[0], [1], [2], [0, 2], [1, 2], [-1], [0, 1, 2], []];
        long[] axes = choices[sample.Random.Next(choices.Length)];
        ElementType of = type is "ReduceMax" or "ReduceMin" && sample.Opset >= 20 && seed % 2 == 0 ? ElementType.Bool
            : type is "ReduceSum" or "ReduceMax" or "ReduceMin" or "ReduceProd" && seed % 3 == 0 ? ElementType.Int32 : ElementType.Float;
        string x = type == "ReduceLogSum" ? sample.Node("Abs", [sample.Floats(3, sample.Random.Next(1, 9), 5)]) : sample.Typed(of, 3, sample.Random.Next(1, 9), 5);
        return sample.One(
            type, of, axes.Length == 0 && seed % 2 == 0 ? [x] : [x, sample.Ints(axes)], OnnxAttributes.Int("keepdims", seed % 2), OnnxAttributes.Int("noop_with_empty_axes", seed / 2 % 2));
    }
}
