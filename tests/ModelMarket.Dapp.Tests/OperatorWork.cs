using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;
using static ModelMarket.Dapp.Tests.WorkJob;

namespace ModelMarket.Dapp.Tests;

/// <summary>Jobs that are mostly one operator each: four of it, one after the other or side by side.</summary>
internal static class OperatorWork
{
    private const int Times = 4;
    private const int Columns = 256;

    /// <summary>Images are [rows, 4, 8, 8], sequences [rows, 16, 16], tables [rows, 256].</summary>
    public static IReadOnlyList<WorkJob> All { get; } =
    [
        Chain("Relu", 1_000, (m, x, _) => m.Node("Relu", [x])),
        Chain("Abs", 1_000, (m, x, _) => m.Node("Abs", [x])),
        Chain("Erf", 60, (m, x, _) => m.Node("Erf", [x])),
        Chain("Log", 60, (m, x, _) => m.Node("Log", [m.Node("Abs", [x])])),
        Chain("Pow", 60, (m, x, i) => m.Node("Pow", [m.Node("Abs", [x]), Weights(m, $"p{i}", 1)])),
        Chain("Softplus", 60, (m, x, _) => m.Node("Softplus", [x])),
        Chain("LeakyRelu", 1_000, (m, x, _) => m.Node("LeakyRelu", [x])),
        Chain("Clip", 1_000, (m, x, _) => m.Node("Clip", [x])),
        Chain("Softmax", 60, (m, x, _) => m.Node("Softmax", [x], Int("axis", -1))),
        Chain("LogSoftmax", 60, (m, x, _) => m.Node("LogSoftmax", [x], Int("axis", -1))),
        Chain("LayerNormalization", 300, (m, x, i) => m.Node("LayerNormalization", [x, Weights(m, $"g{i}", Columns), Weights(m, $"h{i}", Columns)])),
        Chain("CumSum", 1_000, (m, x, i) => m.Node("CumSum", [x, Shape(m, $"axis{i}", 1)])),
        Chain("Where", 700, (m, x, i) => m.Node("Where", [m.Node("Greater", [x, Weights(m, $"t{i}", Columns)]), x, m.Node("Neg", [x])])),
        Chain("Cast there and back", 100, (m, x, _) => m.Node("Cast", [m.Node("Cast", [x], Int("to", 11))], Int("to", 1))),
        Chain("Mod", 1_000, (m, x, i) => m.Node("Mod", [x, Weights(m, $"m{i}", Columns)], Int("fmod", 1))),
        Chain("Slice and Concat", 700, (m, x, i) => m.Node("Concat", [Cut(m, x, $"a{i}", 100, 256), Cut(m, x, $"b{i}", 0, 100)], Int("axis", 1))),
        Chain("Gather", 1_000, (m, x, i) => m.Node("Gather", [x, Shape(m, $"at{i}", [.. Enumerable.Range(0, Columns).Select(c => (c * 7L) % Columns)])], Int("axis", 1))),
        Chain("Quantized and back", 100, (m, x, i) => m.Node("DequantizeLinear", [m.Node("QuantizeLinear", [x, Scale(m, $"s{i}")]), Scale(m, $"r{i}")])),
        Images("BatchNormalization", 500, (m, x, i) => m.Node("BatchNormalization", [x, Weights(m, $"a{i}", 4), Weights(m, $"b{i}", 4), Weights(m, $"c{i}", 4), m.Node("Abs", [Weights(m, $"d{i}", 4)])])),
        Images("InstanceNormalization", 300, (m, x, i) => m.Node("InstanceNormalization", [x, Weights(m, $"a{i}", 4), Weights(m, $"b{i}", 4)])),
        Images("LRN", 60, (m, x, _) => m.Node("LRN", [x], Int("size", 3))),
        Images("MaxPool 3 x 3", 300, (m, x, _) => m.Node("MaxPool", [x], Ints("kernel_shape", 3, 3), Ints("pads", 1, 1, 1, 1))),
        Images("AveragePool 3 x 3", 300, (m, x, _) => m.Node("AveragePool", [x], Ints("kernel_shape", 3, 3), Ints("pads", 1, 1, 1, 1))),
        Images("Pad and crop", 60, (m, x, i) => m.Node("Slice", [m.Node("Pad", [x, Shape(m, $"p{i}", 0, 0, 1, 1, 0, 0, 1, 1)]), Shape(m, $"f{i}", 1, 1), Shape(m, $"t{i}", 9, 9), Shape(m, $"x{i}", 2, 3)])),
        Images("Transpose", 700, (m, x, _) => m.Node("Transpose", [x], Ints("perm", 0, 1, 3, 2))),
        Images("Conv 1 x 1", 600, (m, x, i) => m.Node("Conv", [x, Weights(m, $"w{i}", 4, 4, 1, 1)])),
        Images("Conv of two groups", 100, (m, x, i) => m.Node("Conv", [x, Weights(m, $"w{i}", 4, 2, 3, 3), Weights(m, $"b{i}", 4)], Ints("pads", 1, 1, 1, 1), Int("group", 2))),
        Images("Conv 5 x 5", 60, (m, x, i) => m.Node("Conv", [x, Weights(m, $"w{i}", 4, 4, 5, 5)], Ints("pads", 2, 2, 2, 2))),
        Images("ConvTranspose", 60, (m, x, i) => m.Node("ConvTranspose", [x, Weights(m, $"w{i}", 4, 4, 3, 3)], Ints("pads", 1, 1, 1, 1))),
        Sequences("MatMul of batches", 200, (m, x, _) => m.Node("MatMul", [x, x])),
        Sequences("Einsum", 20, (m, x, _) => m.Node("Einsum", [x, x], Text("equation", "bij,bjk->bik"))),
        Sequences("GRU", 30, (m, x, i) => Steps(m, x, "GRU", i, 3)),
        Sequences("RNN", 60, (m, x, i) => Steps(m, x, "RNN", i, 1)),
        Sequences("ReduceSum and Expand", 500, (m, x, i) => m.Node("Add", [x, m.Node("ReduceSum", [x, Shape(m, $"a{i}", 1)])])),
        Sequences("ReduceMax of columns", 500, (m, x, _) => m.Node("Sub", [x, m.Node("ReduceMax", [x], Ints("axes", 1))])),
        Sequences("ReduceLogSumExp", 60, (m, x, _) => m.Node("Sub", [x, m.Node("ReduceLogSumExp", [x], Ints("axes", 2))])),
        Sequences("ArgMax", 500, (m, x, _) => m.Node("Add", [x, m.Node("Cast", [m.Node("ArgMax", [x], Int("axis", 2))], Int("to", 1))])),
        Sequences("GatherElements", 60, (m, x, i) => m.Node("GatherElements", [x, m.Node("Cast", [m.Node("Abs", [m.Node("Clip", [x, "", Weights(m, $"u{i}")])])], Int("to", 7))], Int("axis", 2))),
        Chain("TopK of sixteen", 100, (m, x, i) => Spread(m, Outputs(m, "TopK", [x, Shape(m, $"k{i}", 16)], $"v{i}", $"n{i}"))),
        Chain("MatMulInteger", 30, (m, x, i) => Quantized(m, x, i)),
        Chain("Normalizer", 200, (m, x, i) => Ml(m, "Normalizer", x, i, Text("norm", "L2"))),
        Chain("Scaler", 200, (m, x, i) => Ml(m, "Scaler", x, i, Floats("offset", 0.1f), Floats("scale", 1.1f))),
        Chain("TreeEnsembleRegressor", 500, (m, x, i) => m.Node("Add", [x, Trees(m, x, i)])),
    ];

    private static WorkJob Chain(string name, int rows, Func<OnnxModelWriter, string, int, string> op) =>
        new(name, rows, Columns, (m, x) => Enumerable.Range(0, Times).Aggregate(x, (value, i) => op(m, value, i)), Columns);

    private static WorkJob Images(string name, int rows, Func<OnnxModelWriter, string, int, string> op) => Shaped(name, rows, op, -1, 4, 8, 8);

    private static WorkJob Sequences(string name, int rows, Func<OnnxModelWriter, string, int, string> op) => Shaped(name, rows, op, -1, 16, 16);

    private static WorkJob Shaped(string name, int rows, Func<OnnxModelWriter, string, int, string> op, params long[] shape) =>
        new(name, rows, Columns, (m, x) => m.Node("Flatten", [Enumerable.Range(0, Times).Aggregate(m.Node("Reshape", [x, Shape(m, "shape", shape)]), (value, i) => op(m, value, i))]), Columns);

    private static string Cut(OnnxModelWriter m, string x, string name, long from, long to) =>
        m.Node("Slice", [x, Shape(m, name + "from", from), Shape(m, name + "to", to), Shape(m, name + "axes", 1)]);

    private static string Spread(OnnxModelWriter m, string sixteen) => m.Node("Concat", [.. Enumerable.Repeat(sixteen, Columns / 16)], Int("axis", 1));

    private static string Scale(OnnxModelWriter m, string name) => m.Initializer(name, Tensor.From<float>([0.05f]));

    private static string Steps(OnnxModelWriter m, string x, string type, int i, int gates)
    {
        string steps = m.Node("Transpose", [x], Ints("perm", 1, 0, 2));
        m.Node("", type, [steps, Weights(m, $"w{i}", 1, gates * 16, 16), Weights(m, $"r{i}", 1, gates * 16, 16)], [$"all{i}"], Int("hidden_size", 16));
        return m.Node("Transpose", [m.Node("Squeeze", [$"all{i}", Shape(m, $"one{i}", 1)])], Ints("perm", 1, 0, 2));
    }

    private static string Quantized(OnnxModelWriter m, string x, int i)
    {
        string bytes = m.Node("Cast", [m.Node("QuantizeLinear", [x, Scale(m, $"s{i}")])], Int("to", 2));
        string weights = m.Initializer($"w{i}", Tensor.From<byte>([.. Enumerable.Range(0, Columns * Columns).Select(at => (byte)((at * 37) % 251))], Columns, Columns));
        return m.Node("Cast", [m.Node("MatMulInteger", [bytes, weights])], Int("to", 1));
    }

    private static string Ml(OnnxModelWriter m, string type, string x, int i, params OnnxAttribute[] attributes)
    {
        m.Node("ai.onnx.ml", type, [x], [$"{type}{i}"], attributes);
        return $"{type}{i}";
    }

    /// <summary>Sixteen trees of four decisions each way down.</summary>
    private static string Trees(OnnxModelWriter m, string x, int i)
    {
        const int count = 16, inner = 15, nodes = 31;
        int[] all = [.. Enumerable.Range(0, count * nodes)];
        int[] leaves = [.. all.Where(at => at % nodes >= inner)];
        m.Node(
            "ai.onnx.ml", "TreeEnsembleRegressor", [x], [$"trees{i}"],
            Longs("nodes_treeids", all.Select(at => (long)(at / nodes))),
            Longs("nodes_nodeids", all.Select(at => (long)(at % nodes))),
            Longs("nodes_featureids", all.Select(at => at * 7L % Columns)),
            Longs("nodes_truenodeids", all.Select(at => at % nodes < inner ? (2L * (at % nodes)) + 1 : 0)),
            Longs("nodes_falsenodeids", all.Select(at => at % nodes < inner ? (2L * (at % nodes)) + 2 : 0)),
            new OnnxAttribute { Name = "nodes_values", Kind = OnnxAttributeKind.Floats, Floats = [.. all.Select(at => ((at * 13 % 17) - 8) / 8f)] },
            new OnnxAttribute { Name = "nodes_modes", Kind = OnnxAttributeKind.Strings, Strings = [.. all.Select(at => at % nodes < inner ? "BRANCH_LEQ" : "LEAF")] },
            Longs("target_treeids", leaves.Select(at => (long)(at / nodes))),
            Longs("target_nodeids", leaves.Select(at => (long)(at % nodes))),
            Longs("target_ids", leaves.Select(_ => 0L)),
            new OnnxAttribute { Name = "target_weights", Kind = OnnxAttributeKind.Floats, Floats = [.. leaves.Select(at => at % 5 / 50f)] },
            Int("n_targets", 1));
        return $"trees{i}";
    }

    private static OnnxAttribute Longs(string name, IEnumerable<long> values) => Ints(name, [.. values]);

    private static OnnxAttribute Text(string name, string value) => new() { Name = name, Kind = OnnxAttributeKind.String, Text = value };

    private static OnnxAttribute Floats(string name, params float[] values) => new() { Name = name, Kind = OnnxAttributeKind.Floats, Floats = values };
}
