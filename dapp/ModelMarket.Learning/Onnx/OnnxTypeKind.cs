namespace ModelMarket.Learning.Onnx;

/// <summary>The kinds of ONNX types.</summary>
public enum OnnxTypeKind : byte
{
    /// <summary>Not said.</summary>
    None,
    /// <summary>A dense tensor.</summary>
    Tensor,
    /// <summary>A sequence of one type.</summary>
    Sequence,
    /// <summary>A map from label to a type.</summary>
    Map,
    /// <summary>A value that may be absent.</summary>
    Optional,
    /// <summary>A sparse tensor; supported by no operator.</summary>
    SparseTensor,
}
