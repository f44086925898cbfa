namespace ModelMarket.Learning.Tensors;

/// <summary>Element types, with the numbers of ONNX <c>TensorProto.DataType</c>.</summary>
public enum ElementType : byte
{
    /// <summary>No type.</summary>
    None = 0,
    /// <summary>IEEE binary32.</summary>
    Float = 1,
    /// <summary>8 bits, unsigned.</summary>
    UInt8 = 2,
    /// <summary>8 bits, signed.</summary>
    Int8 = 3,
    /// <summary>16 bits, unsigned.</summary>
    UInt16 = 4,
    /// <summary>16 bits, signed.</summary>
    Int16 = 5,
    /// <summary>32 bits, signed.</summary>
    Int32 = 6,
    /// <summary>64 bits, signed.</summary>
    Int64 = 7,
    /// <summary>Text.</summary>
    String = 8,
    /// <summary>One byte, 0 or 1.</summary>
    Bool = 9,
    /// <summary>IEEE binary16.</summary>
    Float16 = 10,
    /// <summary>IEEE binary64.</summary>
    Double = 11,
    /// <summary>32 bits, unsigned.</summary>
    UInt32 = 12,
    /// <summary>64 bits, unsigned.</summary>
    UInt64 = 13,
    /// <summary>Two binary32; not supported by any operator.</summary>
    Complex64 = 14,
    /// <summary>Two binary64; not supported by any operator.</summary>
    Complex128 = 15,
    /// <summary>The upper half of a binary32.</summary>
    BFloat16 = 16,
}
