namespace ModelMarket.Learning.Onnx;

/// <summary>What an attribute holds, with the numbers of ONNX <c>AttributeProto.AttributeType</c>.</summary>
public enum OnnxAttributeKind : byte
{
    /// <summary>Nothing, or a reference to an attribute of the enclosing function.</summary>
    None = 0,
    /// <summary>A binary32.</summary>
    Float = 1,
    /// <summary>A 64-bit integer.</summary>
    Int = 2,
    /// <summary>Text.</summary>
    String = 3,
    /// <summary>A tensor.</summary>
    Tensor = 4,
    /// <summary>A subgraph.</summary>
    Graph = 5,
    /// <summary>A list of binary32.</summary>
    Floats = 6,
    /// <summary>A list of 64-bit integers.</summary>
    Ints = 7,
    /// <summary>A list of texts.</summary>
    Strings = 8,
    /// <summary>A list of tensors.</summary>
    Tensors = 9,
    /// <summary>A list of subgraphs.</summary>
    Graphs = 10,
    /// <summary>A sparse tensor; read past, supported by no operator.</summary>
    SparseTensor = 11,
    /// <summary>A list of sparse tensors; read past, supported by no operator.</summary>
    SparseTensors = 12,
    /// <summary>A type.</summary>
    TypeProto = 13,
    /// <summary>A list of types.</summary>
    TypeProtos = 14,
}
