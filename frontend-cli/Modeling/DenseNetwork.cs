namespace ModelMarket.Cli.Modeling;

/// <summary>
/// Writes an untrained dense network as ONNX: standardisation inside the graph (as constants, so nobody's preprocessing can differ and
/// nobody can train it), then dense layers with ReLU between them, one logit per row at the end.
/// </summary>
/// <remarks>ONNX IR 8, opset 17. One layer is a logistic regression and starts at zero; more start from a fixed small pattern.</remarks>
internal static class DenseNetwork
{
    /// <summary>The graph input, float [N, features].</summary>
    public const string InputName = "x";

    /// <summary>The graph output, float [N, 1]: the logit of class 1.</summary>
    public const string OutputName = "logits";

    private const int ElementFloat = 1;
    private const int AttributeTensor = 4;

    /// <summary>Writes the model.</summary>
    /// <param name="means">What is subtracted from each feature.</param>
    /// <param name="deviations">What each feature is then divided by; none may be zero.</param>
    /// <param name="hiddenUnits">Units of each hidden layer; empty for a logistic regression.</param>
    public static byte[] Write(ReadOnlySpan<float> means, ReadOnlySpan<float> deviations, params int[] hiddenUnits)
    {
        var graph = new ProtobufWriter();
        Constant(graph, "mean", means.ToArray());
        Constant(graph, "deviation", deviations.ToArray());
        Node(graph, "Sub", [InputName, "mean"], "centred");
        Node(graph, "Div", ["centred", "deviation"], "standard");
        Layers(graph, [means.Length, .. hiddenUnits, 1]);
        graph.Text(2, "dense");
        Initializers(graph, [means.Length, .. hiddenUnits, 1]);
        ValueInfo(graph, 11, InputName, means.Length);
        ValueInfo(graph, 12, OutputName, 1);

        return new ProtobufWriter()
            .Integer(1, 8)
            .Text(2, "modelmarket")
            .Message(7, message => message.Append(graph))
            .Message(8, opset => opset.Text(1, string.Empty).Integer(2, 17))
            .ToArray();
    }

    private static void Layers(ProtobufWriter graph, int[] units)
    {
        var value = "standard";
        for (var layer = 1; layer < units.Length; layer++)
        {
            var last = layer == units.Length - 1;
            var sum = last ? OutputName : $"sum{layer}";
            Node(graph, "Gemm", [value, $"layer{layer}.weight", $"layer{layer}.bias"], sum);
            if (!last)
            {
                value = $"hidden{layer}";
                Node(graph, "Relu", [sum], value);
            }
        }
    }

    private static void Initializers(ProtobufWriter graph, int[] units)
    {
        for (var layer = 1; layer < units.Length; layer++)
        {
            var weights = InitialWeights(units[layer - 1], units[layer], zero: units.Length == 2);
            var (rows, columns, name) = (units[layer - 1], units[layer], $"layer{layer}");
            graph.Message(5, tensor => Tensor(tensor, $"{name}.weight", [rows, columns], weights));
            graph.Message(5, tensor => Tensor(tensor, $"{name}.bias", [columns], new float[columns]));
        }
    }

    // A hidden layer of equal weights would stay equal under training; any fixed pattern that differs per unit does.
    private static float[] InitialWeights(int inputs, int outputs, bool zero)
    {
        var weights = new float[inputs * outputs];
        if (zero)
        {
            return weights;
        }

        var scale = 1f / MathF.Sqrt(inputs);
        for (var i = 0; i < weights.Length; i++)
        {
            var mixed = unchecked((uint)(i + 1) * 2654435761u);
            weights[i] = (((mixed >> 8) / 16777216f) - 0.5f) * 2f * scale;
        }

        return weights;
    }

    private static void Constant(ProtobufWriter graph, string name, float[] values) => graph.Message(1, node => node
        .Text(2, name)
        .Text(3, $"{name}-constant")
        .Text(4, "Constant")
        .Message(5, attribute => attribute
            .Text(1, "value")
            .Message(5, tensor => Tensor(tensor, name, [1, values.Length], values))
            .Integer(20, AttributeTensor)));

    private static void Node(ProtobufWriter graph, string operation, string[] inputs, string output) => graph.Message(1, node =>
    {
        foreach (var input in inputs)
        {
            node.Text(1, input);
        }

        node.Text(2, output).Text(3, $"{output}-{operation}").Text(4, operation);
    });

    private static void Tensor(ProtobufWriter tensor, string name, int[] shape, float[] values)
    {
        foreach (var dimension in shape)
        {
            tensor.Integer(1, dimension);
        }

        tensor.Integer(2, ElementFloat).Text(8, name).Floats(9, values);
    }

    private static void ValueInfo(ProtobufWriter graph, int field, string name, int columns) => graph.Message(field, info => info
        .Text(1, name)
        .Message(2, type => type.Message(1, tensor => tensor
            .Integer(1, ElementFloat)
            .Message(2, shape => shape
                .Message(1, rows => rows.Text(2, "N"))
                .Message(1, width => width.Integer(1, columns))))));
}
