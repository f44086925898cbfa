namespace ModelMarket.Learning.Onnx;

/// <summary>A function of the model (ONNX <c>FunctionProto</c>), expanded where it is called.</summary>
public sealed class OnnxFunction
{
    /// <summary>The name that nodes call.</summary>
    public required string Name { get; init; }

    /// <summary>The domain that nodes call.</summary>
    public string Domain { get; init; } = "";

    /// <summary>Overload of PyTorch exports; part of what is called when a node names one.</summary>
    public string Overload { get; init; } = "";

    /// <summary>Formal inputs.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>Formal outputs.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>Attributes with a default value.</summary>
    public IReadOnlyList<OnnxAttribute> Defaults { get; init; } = [];

    /// <summary>The body, in topological order.</summary>
    public IReadOnlyList<OnnxNode> Nodes { get; init; } = [];

    /// <summary>Operator sets of the body; the model's where the function names none.</summary>
    public IReadOnlyList<OnnxOpset> Opsets { get; init; } = [];
}
