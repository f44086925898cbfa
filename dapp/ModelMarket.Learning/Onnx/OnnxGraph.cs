namespace ModelMarket.Learning.Onnx;

/// <summary>A graph or subgraph (ONNX <c>GraphProto</c>); nodes come after what they read.</summary>
public sealed class OnnxGraph
{
    /// <summary>The graph's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>All declared inputs, initializers that are also inputs included.</summary>
    public IReadOnlyList<OnnxValueInfo> Inputs { get; init; } = [];

    /// <summary>The outputs.</summary>
    public IReadOnlyList<OnnxValueInfo> Outputs { get; init; } = [];

    /// <summary>The initializers, in the file's order.</summary>
    public IReadOnlyList<OnnxInitializer> Initializers { get; init; } = [];

    /// <summary>The nodes, in the file's order.</summary>
    public IReadOnlyList<OnnxNode> Nodes { get; init; } = [];
}
