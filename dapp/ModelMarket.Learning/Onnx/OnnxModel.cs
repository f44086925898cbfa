using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Onnx;

/// <summary>
/// A parsed ONNX file: graph, functions and operator sets. Parsing checks sizes, names, order and versions; whether every
/// operator is supported is found out by <see cref="Execution.ExecutionPlan"/>. Source: onnx.proto of ONNX 1.17.
/// </summary>
public sealed class OnnxModel
{
    private readonly Dictionary<string, OnnxInitializer> initializersByName = new(StringComparer.Ordinal);

    internal OnnxModel(int irVersion, IReadOnlyList<OnnxOpset> opsets, OnnxGraph graph, IReadOnlyList<OnnxFunction> functions)
    {
        IrVersion = irVersion;
        Opsets = opsets;
        Graph = graph;
        Functions = functions;
        foreach (OnnxInitializer initializer in graph.Initializers)
            initializersByName[initializer.Name] = initializer;
        var inputs = new List<OnnxValueInfo>();
        foreach (OnnxValueInfo input in graph.Inputs)
        {
            if (!initializersByName.ContainsKey(input.Name))
                inputs.Add(input);
        }

        Inputs = inputs;
    }

    /// <summary>The file format's version, 3 to 11.</summary>
    public int IrVersion { get; }

    /// <summary>The operator sets the model imports.</summary>
    public IReadOnlyList<OnnxOpset> Opsets { get; }

    /// <summary>The graph.</summary>
    public OnnxGraph Graph { get; }

    /// <summary>The functions the model brings.</summary>
    public IReadOnlyList<OnnxFunction> Functions { get; }

    /// <summary>The inputs a caller must give: declared inputs that are not initializers.</summary>
    public IReadOnlyList<OnnxValueInfo> Inputs { get; }

    /// <summary>The outputs.</summary>
    public IReadOnlyList<OnnxValueInfo> Outputs => Graph.Outputs;

    /// <summary>The initializers in the file's order, which is the order of weights everywhere.</summary>
    public IReadOnlyList<OnnxInitializer> Initializers => Graph.Initializers;

    /// <summary>The nodes in the file's order, before functions are expanded.</summary>
    public IReadOnlyList<OnnxNode> Nodes => Graph.Nodes;

    /// <summary>The version of ONNX's own operators.</summary>
    public int Opset => OpsetOf("");

    /// <summary>The version of a domain's operators, or 0 when the model does not import it.</summary>
    public int OpsetOf(string domain)
    {
        foreach (OnnxOpset opset in Opsets)
        {
            if (opset.Domain == domain)
                return opset.Version;
        }

        return 0;
    }

    /// <summary>Work units that reading took, beside those of the file's bytes.</summary>
    public long ReadWork { get; internal init; }

    /// <summary>The initializer of that name, or null.</summary>
    public Tensor? Initializer(string name) => initializersByName.TryGetValue(name, out OnnxInitializer? found) ? found.Tensor : null;

    /// <summary>
    /// Parses an ONNX file. Tensors are copied out of <paramref name="file"/>. Errors: 1 to 14 of <see cref="LearningError"/>,
    /// with the byte position or the name concerned.
    /// </summary>
    public static bool TryParse(ReadOnlyMemory<byte> file, out OnnxModel? model, out LearningFault fault) =>
        TryParse(file, LearningLimits.PlanWorkMax, out model, out fault);

    /// <summary>Parses an ONNX file unless that takes more than <paramref name="readWorkMax"/> work units beside those of its bytes.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> file, long readWorkMax, out OnnxModel? model, out LearningFault fault) =>
        OnnxReader.TryRead(file.Span, readWorkMax, out model, out fault) && OnnxGraphCheck.TryCheck(model!, out fault);
}
