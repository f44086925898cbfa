using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>A set of element types, one bit each.</summary>
[Flags]
internal enum TypeSet
{
    None = 0,
    Float = 1 << ElementType.Float,
    Double = 1 << ElementType.Double,
    Half = (1 << ElementType.Float16) | (1 << ElementType.BFloat16),
    Floating = Float | Double | Half,
    Signed = (1 << ElementType.Int8) | (1 << ElementType.Int16) | (1 << ElementType.Int32) | (1 << ElementType.Int64),
    Unsigned = (1 << ElementType.UInt8) | (1 << ElementType.UInt16) | (1 << ElementType.UInt32) | (1 << ElementType.UInt64),
    Bytes = (1 << ElementType.UInt8) | (1 << ElementType.Int8),
    Int32 = 1 << ElementType.Int32,
    Int64 = 1 << ElementType.Int64,
    Index = Int32 | Int64,
    Integer = Signed | Unsigned,
    Numeric = Floating | Integer,
    Bool = 1 << ElementType.Bool,
    String = 1 << ElementType.String,
    Fixed = Numeric | Bool,
    All = Fixed | String,
}
