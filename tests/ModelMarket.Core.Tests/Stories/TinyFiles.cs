using ModelMarket.Learning;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Core.Tests.Stories;

/// <summary>Small real files: a logistic regression as ONNX, its data, its weights as safetensors.</summary>
public static class TinyFiles
{
    public const int Features = 3;
    public const int Rows = 24;

    /// <summary>logit = x·w + b, all zeros: log-loss ln 2.</summary>
    public static byte[] Model(int features = Features, float bias = 0f)
    {
        var writer = new OnnxModelWriter(17);
        string x = writer.Input("x", ElementType.Float, -1, features);
        string w = writer.Initializer("w", Tensor.From<float>(new float[features], features, 1));
        string b = writer.Initializer("b", Tensor.From<float>([bias], 1));
        writer.Node("", "Gemm", [x, w, b], ["logit"]);
        writer.Output("logit", ElementType.Float, -1, 1);
        return writer.ToArray();
    }

    /// <summary>A network with one hidden layer, for work that takes many inputs.</summary>
    public static byte[] DeepModel(int features, int hidden)
    {
        var writer = new OnnxModelWriter(17);
        string x = writer.Input("x", ElementType.Float, -1, features);
        string w1 = writer.Initializer("w1", Tensor.From<float>(Sawtooth(features * hidden, 0.05f), features, hidden));
        string b1 = writer.Initializer("b1", Tensor.From<float>(new float[hidden], hidden));
        string w2 = writer.Initializer("w2", Tensor.From<float>(Sawtooth(hidden, 0.01f), hidden, 1));
        string b2 = writer.Initializer("b2", Tensor.From<float>([0f], 1));
        string h = writer.Node("Relu", [writer.Node("Gemm", [x, w1, b1])]);
        writer.Node("", "Gemm", [h, w2, b2], ["logit"]);
        writer.Output("logit", ElementType.Float, -1, 1);
        return writer.ToArray();
    }

    /// <summary>The logistic regression on rows that are bounded from below by what a loop makes of them, trip by trip.</summary>
    public static byte[] LoopingModel(int trips)
    {
        static OnnxValueInfo value(string name, ElementType type) => new(name, new OnnxType { Kind = OnnxTypeKind.Tensor, ElementType = type });
        var body = new OnnxGraph
        {
            Inputs = [value("i", ElementType.Int64), value("g", ElementType.Bool), value("carried", ElementType.Float)],
            Nodes =
            [
                new OnnxNode { Operator = "Identity", Inputs = ["g"], Outputs = ["again"] },
                new OnnxNode { Operator = "Tanh", Inputs = ["carried"], Outputs = ["next"] },
            ],
            Outputs = [value("again", ElementType.Bool), value("next", ElementType.Float)],
        };
        var writer = new OnnxModelWriter(17);
        string x = writer.Input("x", ElementType.Float, -1, Features);
        string w = writer.Initializer("w", Tensor.From<float>(new float[Features], Features, 1));
        string b = writer.Initializer("b", Tensor.From<float>([0f], 1));
        writer.Initializer("trips", Tensor.From<long>([trips], 1));
        writer.Initializer("go", Tensor.From<bool>([true], 1));
        string last = writer.Node("Loop", ["trips", "go", x], new OnnxAttribute { Name = "body", Kind = OnnxAttributeKind.Graph, Graph = body });
        string lowest = writer.Node("ReduceMin", [last], new OnnxAttribute { Name = "keepdims", Kind = OnnxAttributeKind.Int, Int = 0 });
        writer.Node("", "Gemm", [writer.Node("Clip", [x, lowest]), w, b], ["logit"]);
        writer.Output("logit", ElementType.Float, -1, 1);
        return writer.ToArray();
    }

    /// <summary>A model whose planning would compute a long chain of large constants.</summary>
    public static byte[] ConstantBomb(int nodes)
    {
        var writer = new OnnxModelWriter(17);
        string x = writer.Input("x", ElementType.Float, -1, Features);
        string w = writer.Initializer("w", Tensor.From<float>(new float[Features], Features, 1));
        string b = writer.Initializer("b", Tensor.From<float>([0f], 1));
        string shape = writer.Initializer("shape", Tensor.From<long>([65_000], 1));
        string constant = writer.Node("ConstantOfShape", [shape]);
        for (int i = 0; i < nodes; i++) constant = writer.Node("Sigmoid", [constant]);
        writer.Node("", "Add", [writer.Node("Gemm", [x, w, b]), writer.Node("ReduceMean", [constant])], ["logit"]);
        writer.Output("logit", ElementType.Float, -1, 1);
        return writer.ToArray();
    }

    /// <summary>The weights of a model, each multiplied.</summary>
    public static byte[] Scaled(byte[] model, float factor)
    {
        OnnxModel.TryParse(model, out OnnxModel? parsed, out LearningFault fault).Should().BeTrue(fault.Detail);
        ParameterLayout.TryCreate(parsed!, out ParameterLayout? layout, out fault).Should().BeTrue(fault.Detail);
        WeightSet.TryFromModel(parsed!, layout!, out WeightSet? weights, out fault).Should().BeTrue(fault.Detail);
        foreach (Tensor tensor in weights!.Tensors)
        {
            foreach (ref float value in tensor.Floats) value *= factor;
        }

        return weights.Encode(WeightEncoding.F32);
    }

    private static float[] Sawtooth(int count, float step) => [.. Enumerable.Range(0, count).Select(i => ((i % 7) - 3) * step)];

    /// <summary>Rows whose class is the sign of a fixed linear form, with some noise that no line separates.</summary>
    public static byte[] Data(int rows = Rows, int features = Features, int seed = 1)
    {
        var random = new Random(seed);
        var x = new float[rows * features];
        var y = new long[rows];
        for (int row = 0; row < rows; row++)
        {
            float sum = 0;
            for (int j = 0; j < features; j++)
            {
                float value = (random.Next(-100, 101) / 50f) + 0.01f;
                x[(row * features) + j] = value;
                sum += value * (j % 2 == 0 ? 1f : -0.5f);
            }

            y[row] = (sum > 0) == (row % 7 != 3) ? 1 : 0;
        }

        return SafetensorsWriter.Write([("x", Tensor.From<float>(x, rows, features)), ("y", Tensor.From<long>(y, rows))]);
    }

    /// <summary>Weights that point along the data's linear form: the larger the scale (up to about 1), the better.</summary>
    public static byte[] Weights(float scale, WeightEncoding encoding = WeightEncoding.F32, int features = Features, float bias = 0f) =>
        WeightSetOf(scale, features, bias).Encode(encoding);

    public static WeightSet WeightSetOf(float scale, int features = Features, float bias = 0f)
    {
        OnnxModel.TryParse(Model(features), out OnnxModel? model, out LearningFault fault).Should().BeTrue(fault.Detail);
        ParameterLayout.TryCreate(model!, out ParameterLayout? layout, out fault).Should().BeTrue(fault.Detail);
        WeightSet weights = WeightSet.Zeros(layout!);
        for (int j = 0; j < features; j++) weights.Tensors[layout!.IndexOf("w")].Floats[j] = scale * (j % 2 == 0 ? 1f : -0.5f);
        weights.Tensors[layout!.IndexOf("b")].Floats[0] = bias;
        return weights;
    }

    /// <summary>Safetensors with one float replaced, for values that no honest encoder writes.</summary>
    public static byte[] WeightsWith(float value)
    {
        byte[] file = Weights(0.5f);
        BitConverter.TryWriteBytes(file.AsSpan(file.Length - 4), value);
        return file;
    }
}
