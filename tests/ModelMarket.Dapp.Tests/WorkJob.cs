using ModelMarket.Core.Tests.Stories;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;
using static ModelMarket.Core.Tests.Stories.MarketStory;

namespace ModelMarket.Dapp.Tests;

/// <summary>A job whose judging is mostly one kind of work.</summary>
/// <param name="Name">What it is mostly.</param>
/// <param name="Rows">Rows that score.</param>
/// <param name="Features">Numbers in a row.</param>
/// <param name="Body">From [rows, features] to [rows, anything]; a Gemm to one logit follows.</param>
/// <param name="Width">Columns the body ends with.</param>
internal sealed record WorkJob(string Name, int Rows, int Features, Func<OnnxModelWriter, string, string> Body, int Width)
{
    private const int BatchRows = 64;

    /// <summary>Twelve jobs as unlike each other as one model family is from the next.</summary>
    public static IReadOnlyList<WorkJob> All { get; } =
    [
        new("logistic regression on many columns", 5_000, 200, (_, x) => x, 200),
        new("30-16 perceptron", 5_000, 30, (m, x) => m.Node("Relu", [Dense(m, x, "a", 30, 16)]), 16),
        new("256-256 perceptron", 256, 128, (m, x) => m.Node("Relu", [Dense(m, m.Node("Relu", [Dense(m, x, "a", 128, 256)]), "b", 256, 128)]), 128),
        new("convolutions", 100, 256, Convolutions, 16 * 16),
        new("depthwise convolutions", 300, 256, DepthwiseConvolutions, 16 * 16),
        new("exponentials", 200, 64, (m, x) => m.Node("Tanh", [m.Node("Sigmoid", [m.Node("Tanh", [m.Node("Exp", [m.Node("Tanh", [x])])])])]), 64),
        new("attention", 64, 256, Attention, 256),
        new("recurrence", 64, 256, Recurrence, 32),
        new("element-wise", 1_500, 64, Elementwise, 64),
        new("movement", 2_000, 256, Movement, 256),
        new("sorting", 100, 256, (m, x) => m.Node("Cast", [TopValues(m, x)], Int("to", (int)ElementType.Float)), 256),
        new("large weights, few rows", 20, 256, (m, x) => Dense(m, x, "a", 256, 1_024), 1_024),
    ];

    /// <summary>A whole story, and where in it the submission's judging begins.</summary>
    public MarketStory Play(out int judging)
    {
        byte[] model = Model();
        var story = new MarketStory()
            .Funded(change: terms => terms with { EvalBatchRows = BatchRows }, model: model, data: TinyFiles.Data(Rows, Features))
            .Prepared();
        story.Submitted(Ada, TinyFiles.Scaled(model, 1.25f));
        judging = story.Inputs.Count;
        return story.TickedOut();
    }

    public override string ToString() => Name;

    /// <summary>The model as a file.</summary>
    public byte[] Model()
    {
        var writer = new OnnxModelWriter(17).Import("ai.onnx.ml", 3);
        string x = writer.Input("x", ElementType.Float, -1, Features);
        string logit = Dense(writer, Body(writer, x), "last", Width, 1);
        writer.Node("", "Identity", [logit], ["logit"]);
        writer.Output("logit", ElementType.Float, -1, 1);
        return writer.ToArray();
    }

    private static string Convolutions(OnnxModelWriter m, string x)
    {
        string image = m.Node("Reshape", [x, Shape(m, "image", -1, 1, 16, 16)]);
        string a = m.Node("Relu", [m.Node("Conv", [image, Weights(m, "c1", 8, 1, 3, 3)], Ints("pads", 1, 1, 1, 1))]);
        string b = m.Node("Relu", [m.Node("Conv", [a, Weights(m, "c2", 16, 8, 3, 3)], Ints("pads", 1, 1, 1, 1))]);
        string pooled = m.Node("MaxPool", [b], Ints("kernel_shape", 4, 4), Ints("strides", 4, 4));
        return m.Node("Flatten", [pooled]);
    }

    private static string DepthwiseConvolutions(OnnxModelWriter m, string x)
    {
        string image = m.Node("Reshape", [x, Shape(m, "image", -1, 4, 8, 8)]);
        for (int i = 0; i < 6; i++)
            image = m.Node("Conv", [image, Weights(m, $"d{i}", 4, 1, 3, 3)], Ints("pads", 1, 1, 1, 1), Int("group", 4));
        return m.Node("Flatten", [image]);
    }

    private static string Attention(OnnxModelWriter m, string x)
    {
        string tokens = m.Node("Reshape", [x, Shape(m, "tokens", -1, 16, 16)]);
        string normal = Outputs(m, "LayerNormalization", [tokens, Weights(m, "g", 16), Weights(m, "h", 16)]);
        string q = m.Node("MatMul", [normal, Weights(m, "q", 16, 16)]);
        string k = m.Node("MatMul", [normal, Weights(m, "k", 16, 16)]);
        string v = m.Node("MatMul", [normal, Weights(m, "v", 16, 16)]);
        string scores = m.Node("Softmax", [m.Node("MatMul", [q, m.Node("Transpose", [k], Ints("perm", 0, 2, 1))])], Int("axis", -1));
        return m.Node("Flatten", [m.Node("Add", [tokens, m.Node("MatMul", [scores, v])])]);
    }

    private static string Recurrence(OnnxModelWriter m, string x)
    {
        string steps = m.Node("Transpose", [m.Node("Reshape", [x, Shape(m, "steps", -1, 16, 16)])], Ints("perm", 1, 0, 2));
        m.Node("", "LSTM", [steps, Weights(m, "w", 1, 128, 16), Weights(m, "r", 1, 128, 32)], ["", "hidden"], Int("hidden_size", 32));
        return m.Node("Squeeze", ["hidden", Shape(m, "first", 0)]);
    }

    private static string Elementwise(OnnxModelWriter m, string x)
    {
        string value = x;
        for (int i = 0; i < 4; i++)
            value = m.Node("Div", [m.Node("Add", [m.Node("Mul", [value, x]), x]), m.Node("Sqrt", [m.Node("Add", [m.Node("Abs", [value]), m.Node("Abs", [x])])])]);
        return value;
    }

    private static string Movement(OnnxModelWriter m, string x)
    {
        string square = m.Node("Reshape", [x, Shape(m, "square", -1, 16, 16)]);
        string turned = m.Node("Transpose", [square], Ints("perm", 0, 2, 1));
        string joined = m.Node("Concat", [turned, square], Int("axis", 2));
        string picked = m.Node("Gather", [joined, Shape(m, "columns", [.. Enumerable.Range(0, 16).Select(i => (long)((i * 7) % 32))])], Int("axis", 2));
        return m.Node("Flatten", [m.Node("Transpose", [picked], Ints("perm", 0, 2, 1))]);
    }

    private static string TopValues(OnnxModelWriter m, string x) => Outputs(m, "TopK", [x, Shape(m, "k", 256)], "values", "places");

    public static string Outputs(OnnxModelWriter m, string type, string[] inputs, params string[] outputs)
    {
        string[] names = outputs.Length == 0 ? [$"{type}_only"] : outputs;
        m.Node("", type, inputs, names);
        return names[0];
    }

    public static string Dense(OnnxModelWriter m, string x, string name, int inputs, int outputs) =>
        m.Node("Gemm", [x, Weights(m, name, inputs, outputs), Weights(m, name + "_bias", outputs)]);

    public static string Weights(OnnxModelWriter m, string name, params int[] shape)
    {
        int count = shape.Aggregate(1, (product, size) => product * size);
        float[] values = [.. Enumerable.Range(0, count).Select(i => (((i * 37) % 101) - 40) / 400f)];
        return m.Initializer(name, Tensor.From<float>(values, shape));
    }

    public static string Shape(OnnxModelWriter m, string name, params long[] sizes) => m.Initializer(name, Tensor.From<long>(sizes, sizes.Length));

    public static OnnxAttribute Int(string name, long value) => new() { Name = name, Kind = OnnxAttributeKind.Int, Int = value };

    public static OnnxAttribute Ints(string name, params long[] values) => new() { Name = name, Kind = OnnxAttributeKind.Ints, Ints = values };
}
