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
