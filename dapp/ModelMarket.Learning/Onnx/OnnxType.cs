using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Onnx;

/// <summary>The type of a graph's input or output (ONNX <c>TypeProto</c>).</summary>
public sealed class OnnxType
{
    /// <summary>Which kind.</summary>
    public OnnxTypeKind Kind { get; init; }

    /// <summary>For tensors the element type, for maps the key type.</summary>
    public ElementType ElementType { get; init; }

    /// <summary>For tensors the dimensions; null when not even their number is said.</summary>
    public IReadOnlyList<OnnxDimension>? Dimensions { get; init; }

    /// <summary>For sequences, maps and optionals: the type of what is inside.</summary>
    public OnnxType? Inner { get; init; }
}
