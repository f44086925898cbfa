using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Kernels;

/// <summary>float16 and bfloat16 to and from float, by integer operations: exact one way, to nearest even the other, NaN canonical.</summary>
internal static class HalfConversion
{
    /// <summary>The same numbers in a float tensor.</summary>
    public static Tensor Widen(Tensor half)
    {
        Tensor wide = Tensor.Create(ElementType.Float, half.Shape);
        Span<float> target = wide.Floats;
        ReadOnlySpan<ushort> source = half.Elements<ushort>();
        if (half.Type == ElementType.BFloat16)
        {
            for (int i = 0; i < target.Length; i++)
                target[i] = BitConverter.UInt32BitsToSingle((uint)source[i] << 16);
        }
        else
        {
            for (int i = 0; i < target.Length; i++)
                target[i] = (float)BitConverter.UInt16BitsToHalf(source[i]);
        }

        return wide;
    }

    /// <summary>Rounds a float tensor into a 16-bit one of the same shape.</summary>
    public static void Narrow(Tensor wide, Tensor half)
    {
        ReadOnlySpan<float> source = wide.Floats;
        Span<ushort> target = half.Elements<ushort>();
        bool brain = half.Type == ElementType.BFloat16;
        for (int i = 0; i < target.Length; i++)
            target[i] = brain ? ToBFloat16(source[i]) : ToFloat16(source[i]);
    }

    /// <summary>The nearest float16; a tie goes to the even one.</summary>
    public static ushort ToFloat16(float value) =>
        float.IsNaN(value) ? (ushort)0x7e00 : BitConverter.HalfToUInt16Bits((Half)value);

    /// <summary>The nearest bfloat16; a tie goes to the even one.</summary>
    public static ushort ToBFloat16(float value)
    {
        if (float.IsNaN(value))
            return 0x7fc0;
        ulong bits = BitConverter.SingleToUInt32Bits(value);
        bits += 0x7fff + ((bits >> 16) & 1);
        return (ushort)(bits >> 16);
    }
}
