using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Onnx;

/// <summary>
/// Writes ONNX files: nodes in the order they are added, weights as raw little-endian data. What it writes,
/// <see cref="OnnxModel"/> reads back. Source: onnx.proto of ONNX 1.17.
/// </summary>
public sealed class OnnxModelWriter
{
    private readonly WireWriter graph = new();
    private readonly List<OnnxOpset> opsets = [];
    private readonly List<WireWriter> functions = [];
    private int names;

    /// <summary>An empty model.</summary>
    /// <param name="opset">The version of ONNX's own operators.</param>
    /// <param name="irVersion">The file format's version.</param>
    public OnnxModelWriter(int opset, int irVersion = 8)
    {
        IrVersion = irVersion;
        opsets.Add(new OnnxOpset("", opset));
    }

    /// <summary>The file format's version.</summary>
    public int IrVersion { get; }

    /// <summary>Imports the operators of another domain.</summary>
    public OnnxModelWriter Import(string domain, int version)
    {
        opsets.Add(new OnnxOpset(domain, version));
        return this;
    }

    /// <summary>Declares an input; −1 is a dimension without a number. Gives the name back.</summary>
    public string Input(string name, ElementType type, params ReadOnlySpan<int> shape)
    {
        graph.Bytes(11, ValueInfo(name, type, shape, true));
        return name;
    }

    /// <summary>Declares an output whose type may be None (left to the reader). Gives the name back.</summary>
    public string Output(string name, ElementType type)
    {
        graph.Bytes(12, ValueInfo(name, type, [], false));
        return name;
    }

    /// <summary>Declares an output with its shape.</summary>
    public string Output(string name, ElementType type, params ReadOnlySpan<int> shape)
    {
        graph.Bytes(12, ValueInfo(name, type, shape, true));
        return name;
    }

    /// <summary>Adds an initializer. Gives the name back.</summary>
    public string Initializer(string name, Tensor tensor)
    {
        graph.Bytes(5, TensorBytes(name, tensor));
        return name;
    }

    /// <summary>Adds a node with one output of a fresh name, which is given back.</summary>
    public string Node(string type, IReadOnlyList<string> inputs, params ReadOnlySpan<OnnxAttribute> attributes)
    {
        string output = $"{type}_{names++}";
        Node("", type, inputs, [output], attributes);
        return output;
    }

    /// <summary>Adds a node.</summary>
    public void Node(string domain, string type, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs, params ReadOnlySpan<OnnxAttribute> attributes)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(outputs);
        graph.Bytes(1, NodeBytes(domain, type, inputs, outputs, attributes));
    }

    /// <summary>Adds a function of the model, whose nodes are those of <paramref name="function"/>.</summary>
    public OnnxModelWriter Function(OnnxFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        var writer = new WireWriter();
        writer.Text(1, function.Name);
        foreach (string input in function.Inputs)
            writer.Text(4, input);
        foreach (string output in function.Outputs)
            writer.Text(5, output);
        foreach (OnnxNode node in function.Nodes)
            writer.Bytes(7, NodeBytes(node.Domain, node.Operator, node.Inputs, node.Outputs, [.. node.Attributes]));
        foreach (OnnxOpset opset in function.Opsets)
            writer.Bytes(9, OpsetBytes(opset));
        writer.Text(10, function.Domain);
        foreach (OnnxAttribute attribute in function.Defaults)
            writer.Bytes(11, AttributeBytes(attribute));
        functions.Add(writer);
        return this;
    }

    /// <summary>The file.</summary>
    public byte[] ToArray()
    {
        var file = new WireWriter();
        file.Int64(1, IrVersion);
        file.Text(2, "modelmarket");
        var named = new WireWriter();
        named.Text(2, "graph");
        file.Bytes(7, [.. graph.Written, .. named.Written]);
        foreach (OnnxOpset opset in opsets)
            file.Bytes(8, OpsetBytes(opset));
        foreach (WireWriter function in functions)
            file.Bytes(25, function.Written);
        return file.Written.ToArray();
    }

    private static byte[] OpsetBytes(OnnxOpset opset)
    {
        var writer = new WireWriter();
        writer.Text(1, opset.Domain);
        writer.Int64(2, opset.Version);
        return writer.Written.ToArray();
    }

    private static byte[] ValueInfo(string name, ElementType type, ReadOnlySpan<int> shape, bool shaped)
    {
        var writer = new WireWriter();
        writer.Text(1, name);
        if (type == ElementType.None)
            return writer.Written.ToArray();
        var tensor = new WireWriter();
        tensor.Int64(1, (int)type);
        if (shaped)
            tensor.Bytes(2, ShapeBytes(shape));
        writer.Message(2, value => value.Bytes(1, tensor.Written));
        return writer.Written.ToArray();
    }

    private static byte[] ShapeBytes(ReadOnlySpan<int> shape)
    {
        var writer = new WireWriter();
        for (int i = 0; i < shape.Length; i++)
        {
            int dimension = shape[i];
            string symbol = $"dim{i}";
            writer.Message(1, item =>
            {
                if (dimension >= 0)
                    item.Int64(1, dimension);
                else
                    item.Text(2, symbol);
            });
        }

        return writer.Written.ToArray();
    }

    private static byte[] NodeBytes(
        string domain, string type, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs, ReadOnlySpan<OnnxAttribute> attributes)
    {
        var writer = new WireWriter();
        foreach (string input in inputs)
            writer.Text(1, input);
        foreach (string output in outputs)
            writer.Text(2, output);
        writer.Text(4, type);
        foreach (OnnxAttribute attribute in attributes)
            writer.Bytes(5, AttributeBytes(attribute));
        if (domain.Length > 0)
            writer.Text(7, domain);
        return writer.Written.ToArray();
    }

    private static byte[] AttributeBytes(OnnxAttribute attribute)
    {
        var writer = new WireWriter();
        writer.Text(1, attribute.Name);
        if (attribute.Reference.Length > 0)
            writer.Text(21, attribute.Reference);
        writer.Int64(20, (int)attribute.Kind);
        switch (attribute.Kind)
        {
            case OnnxAttributeKind.Float: writer.Float(2, attribute.Float); break;
            case OnnxAttributeKind.Int: writer.Int64(3, attribute.Int); break;
            case OnnxAttributeKind.String: writer.Text(4, attribute.Text); break;
            case OnnxAttributeKind.Tensor: writer.Bytes(5, TensorBytes("", attribute.Tensor!)); break;
            case OnnxAttributeKind.Graph: writer.Bytes(6, GraphBytes(attribute.Graph!)); break;
            case OnnxAttributeKind.Floats: writer.Floats(7, attribute.Floats); break;
            case OnnxAttributeKind.Ints: writer.Int64s(8, attribute.Ints); break;
            case OnnxAttributeKind.Strings: Texts(writer, attribute.Strings); break;
            default: Invariant.Require(attribute.Reference.Length > 0, $"no writer for attributes of kind {attribute.Kind}"); break;
        }

        return writer.Written.ToArray();
    }

    private static void Texts(WireWriter writer, string[] texts)
    {
        foreach (string text in texts)
            writer.Text(9, text);
    }

    private static byte[] GraphBytes(OnnxGraph graph)
    {
        var writer = new WireWriter();
        foreach (OnnxNode node in graph.Nodes)
            writer.Bytes(1, NodeBytes(node.Domain, node.Operator, node.Inputs, node.Outputs, [.. node.Attributes]));
        writer.Text(2, graph.Name);
        foreach (OnnxInitializer initializer in graph.Initializers)
            writer.Bytes(5, TensorBytes(initializer.Name, initializer.Tensor));
        foreach (OnnxValueInfo input in graph.Inputs)
            writer.Bytes(11, ValueInfo(input.Name, input.Type.ElementType, Sizes(input.Type), input.Type.Dimensions is not null));
        foreach (OnnxValueInfo output in graph.Outputs)
            writer.Bytes(12, ValueInfo(output.Name, output.Type.ElementType, Sizes(output.Type), output.Type.Dimensions is not null));
        return writer.Written.ToArray();
    }

    private static int[] Sizes(OnnxType type)
    {
        var sizes = new int[type.Dimensions?.Count ?? 0];
        for (int i = 0; i < sizes.Length; i++)
            sizes[i] = type.Dimensions![i].Size;
        return sizes;
    }

    private static byte[] TensorBytes(string name, Tensor tensor)
    {
        var writer = new WireWriter();
        foreach (int dimension in tensor.Shape)
            writer.Int64(1, dimension);
        writer.Int64(2, (int)tensor.Type);
        if (tensor.Type == ElementType.String)
        {
            foreach (string text in tensor.Strings)
                writer.Text(6, text);
        }

        if (name.Length > 0)
            writer.Text(8, name);
        if (tensor.Type != ElementType.String)
            writer.Bytes(9, tensor.Bytes);
        return writer.Written.ToArray();
    }
}
