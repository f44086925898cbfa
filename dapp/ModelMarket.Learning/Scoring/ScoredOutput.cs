using ModelMarket.Learning.Numerics;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Scoring;

/// <summary>Reads the scored output of a batch as doubles, whatever its type.</summary>
internal static class ScoredOutput
{
    /// <summary>True for a type that can be scored.</summary>
    public static bool IsNumeric(ElementType type) => type is ElementType.Float or ElementType.Double or ElementType.Float16 or ElementType.BFloat16
        or ElementType.Int64 or ElementType.Int32 or ElementType.UInt8 or ElementType.Int8 or ElementType.Bool;

    /// <summary>The tensor behind an output: itself, or the scores of ZipMap's maps.</summary>
    public static Tensor? TensorOf(Value? value) => value switch
    {
        Tensor tensor => tensor,
        TensorMapList maps => maps.Scores,
        _ => null,
    };

    /// <summary>Element <paramref name="index"/> as a double; integers above 2⁵³ round.</summary>
    public static double At(Tensor tensor, int index) => tensor.Type switch
    {
        ElementType.Float => tensor.Floats[index],
        ElementType.Double => tensor.Doubles[index],
        ElementType.Float16 => Float16.ToSingle(tensor.Elements<ushort>()[index]),
        ElementType.BFloat16 => BFloat16.ToSingle(tensor.Elements<ushort>()[index]),
        ElementType.Int64 => tensor.Int64s[index],
        ElementType.Int32 => tensor.Int32s[index],
        _ => SmallAt(tensor, index),
    };

    private static double SmallAt(Tensor tensor, int index) => tensor.Type == ElementType.Int8
        ? tensor.Elements<sbyte>()[index]
        : tensor.Bytes[index];
}
