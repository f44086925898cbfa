using ModelMarket.Learning.Numerics;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Kernels;

/// <summary>Whole tensors of float16 and bfloat16 to and from float: exact one way, to nearest even the other, NaN canonical.</summary>
internal static class HalfConversion
{
    /// <summary>The same numbers in a float tensor.</summary>
    public static Tensor Widen(Tensor half)
    {
        Tensor wide = Tensor.Create(ElementType.Float, half.Shape);
        Span<float> target = wide.Floats;
        ReadOnlySpan<ushort> source = half.Elements<ushort>();
        bool brain = half.Type == ElementType.BFloat16;
        for (int i = 0; i < target.Length; i++)
            target[i] = brain ? BFloat16.ToSingle(source[i]) : Float16.ToSingle(source[i]);
        return wide;
    }

    /// <summary>Rounds a float tensor into a 16-bit one of the same shape.</summary>
    public static void Narrow(Tensor wide, Tensor half)
    {
        ReadOnlySpan<float> source = wide.Floats;
        Span<ushort> target = half.Elements<ushort>();
        bool brain = half.Type == ElementType.BFloat16;
        for (int i = 0; i < target.Length; i++)
            target[i] = brain ? BFloat16.FromSingle(source[i]) : Float16.FromSingle(source[i]);
    }
}
