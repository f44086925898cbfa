namespace ModelMarket.Learning.Numerics;

/// <summary>The one NaN of each format. A NaN that an instruction generates has a sign that depends on the processor, so every NaN
/// whose bits can be seen is replaced by these (numerics.md §1).</summary>
public static class CanonicalNaN
{
    /// <summary>Bits of the float NaN.</summary>
    public const uint SingleBits = 0x7FC00000u;

    /// <summary>Bits of the double NaN.</summary>
    public const ulong DoubleBits = 0x7FF8000000000000ul;

    /// <summary>Bits of the float16 NaN.</summary>
    public const ushort HalfBits = 0x7E00;

    /// <summary>Bits of the bfloat16 NaN.</summary>
    public const ushort BFloat16Bits = 0x7FC0;

    /// <summary>The float NaN.</summary>
    public static float Single => BitConverter.UInt32BitsToSingle(SingleBits);

    /// <summary>The double NaN.</summary>
    public static double Double => BitConverter.UInt64BitsToDouble(DoubleBits);

    /// <summary>Returns <paramref name="x"/>, or the canonical NaN if it is any NaN.</summary>
    public static float Of(float x) => float.IsNaN(x) ? Single : x;

    /// <summary>Returns <paramref name="x"/>, or the canonical NaN if it is any NaN.</summary>
    public static double Of(double x) => double.IsNaN(x) ? Double : x;

    /// <summary>Replaces every NaN of a span by the canonical one.</summary>
    public static void Apply(Span<float> values)
    {
        for (var i = 0; i < values.Length; i++)
            if (float.IsNaN(values[i]))
                values[i] = Single;
    }

    /// <summary>Replaces every NaN of a span by the canonical one.</summary>
    public static void Apply(Span<double> values)
    {
        for (var i = 0; i < values.Length; i++)
            if (double.IsNaN(values[i]))
                values[i] = Double;
    }
}
