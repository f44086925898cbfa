using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Cli.Modeling;

/// <summary>
/// Writes an untrained dense network as ONNX: standardisation inside the graph (as constants, so nobody's preprocessing can differ and
/// nobody can train it), then dense layers with ReLU between them, one logit per row at the end.
/// </summary>
/// <remarks>One layer is a logistic regression and starts at zero; more start from a fixed small pattern.</remarks>
internal static class DenseNetwork
{
    /// <summary>The graph input, float [N, features].</summary>
    public const string InputName = "x";

    /// <summary>The graph output, float [N, 1]: the logit of class 1.</summary>
    public const string OutputName = "logits";

    private const int Opset = 17;

    /// <summary>Writes the model.</summary>
    /// <param name="means">What is subtracted from each feature.</param>
    /// <param name="deviations">What each feature is then divided by; none may be zero.</param>
    /// <param name="hiddenUnits">Units of each hidden layer; none for a logistic regression.</param>
    public static byte[] Write(float[] means, float[] deviations, params int[] hiddenUnits)
    {
        var writer = new OnnxModelWriter(Opset);
        var features = means.Length;
        writer.Input(InputName, ElementType.Float, -1, features);
        var centred = writer.Node("Sub", [InputName, Constant(writer, means)]);
        var value = writer.Node("Div", [centred, Constant(writer, deviations)]);
        int[] units = [features, .. hiddenUnits, 1];
        for (var layer = 1; layer < units.Length; layer++)
        {
            var weight = writer.Initializer($"layer{layer}.weight", Tensor.From<float>(InitialWeights(units[layer - 1], units[layer], units.Length == 2), units[layer - 1], units[layer]));
            var bias = writer.Initializer($"layer{layer}.bias", Tensor.Create(ElementType.Float, units[layer]));
            if (layer == units.Length - 1)
            {
                writer.Node(string.Empty, "Gemm", [value, weight, bias], [OutputName]);
            }
            else
            {
                value = writer.Node("Relu", [writer.Node("Gemm", [value, weight, bias])]);
            }
        }

        writer.Output(OutputName, ElementType.Float, -1, 1);
        return writer.ToArray();
    }

    private static string Constant(OnnxModelWriter writer, float[] values) =>
        writer.Node("Constant", [], new OnnxAttribute { Name = "value", Kind = OnnxAttributeKind.Tensor, Tensor = Tensor.From<float>(values, 1, values.Length) });

    // A hidden layer of equal weights would stay equal under training; any fixed pattern that differs per unit does.
    private static float[] InitialWeights(int inputs, int outputs, bool zero)
    {
        var weights = new float[inputs * outputs];
        if (zero)
        {
            return weights;
        }

        var scale = 2f / MathF.Sqrt(inputs);
        for (var i = 0; i < weights.Length; i++)
        {
            var mixed = unchecked((uint)(i + 1) * 2654435761u);
            weights[i] = (((mixed >> 8) / 16777216f) - 0.5f) * scale;
        }

        return weights;
    }
}
