using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Onnx;

/// <summary>An attribute of a node (ONNX <c>AttributeProto</c>). Only the member that <see cref="Kind"/> names is meaningful.</summary>
public sealed class OnnxAttribute
{
    /// <summary>The attribute's name.</summary>
    public required string Name { get; init; }

    /// <summary>What it holds.</summary>
    public OnnxAttributeKind Kind { get; init; }

    /// <summary>In a function body: the name of the function's attribute that stands here; otherwise empty.</summary>
    public string Reference { get; init; } = "";

    /// <summary>The number.</summary>
    public long Int { get; init; }

    /// <summary>The number.</summary>
    public float Float { get; init; }

    /// <summary>The text.</summary>
    public string Text { get; init; } = "";

    /// <summary>The numbers.</summary>
    public long[] Ints { get; init; } = [];

    /// <summary>The numbers.</summary>
    public float[] Floats { get; init; } = [];

    /// <summary>The texts.</summary>
    public string[] Strings { get; init; } = [];

    /// <summary>The tensor.</summary>
    public Tensor? Tensor { get; init; }

    /// <summary>The tensors.</summary>
    public IReadOnlyList<Tensor> Tensors { get; init; } = [];

    /// <summary>The subgraph.</summary>
    public OnnxGraph? Graph { get; init; }

    /// <summary>The subgraphs.</summary>
    public IReadOnlyList<OnnxGraph> Graphs { get; init; } = [];

    /// <summary>The type.</summary>
    public OnnxType? Type { get; init; }

    /// <summary>The same content under another name (a function's argument put in place of a reference).</summary>
    internal OnnxAttribute Renamed(string name) => new()
    {
        Name = name,
        Kind = Kind,
        Int = Int,
        Float = Float,
        Text = Text,
        Ints = Ints,
        Floats = Floats,
        Strings = Strings,
        Tensor = Tensor,
        Tensors = Tensors,
        Graph = Graph,
        Graphs = Graphs,
        Type = Type,
    };
}
