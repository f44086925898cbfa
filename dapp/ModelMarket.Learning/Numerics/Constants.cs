namespace ModelMarket.Learning.Numerics;

/// <summary>Constants as bit patterns, so that no compiler's decimal conversion takes part. Hi is the nearest double, Lo the nearest double
/// to what is left.</summary>
internal static class Constants
{
    /// <summary>log2(e).</summary>
    public static readonly double Log2E = FromBits(0x3FF71547652B82FE);
    public static readonly double Log2ELo = FromBits(0x3C7777D0FFDA0D24);

    /// <summary>ln 2 cut to 33 bits: its product with an exponent is exact.</summary>
    public static readonly double Ln2Short = FromBits(0x3FE62E42FEF00000);

    /// <summary>ln 2 − Ln2Short.</summary>
    public static readonly double Ln2Rest = FromBits(0x3DD473DE6AF278ED);

    public static readonly double Ln2 = FromBits(0x3FE62E42FEFA39EF);
    public static readonly double HalfPi = FromBits(0x3FF921FB54442D18);
    public static readonly double HalfPiLo = FromBits(0x3C91A62633145C07);
    public static readonly double Pi = FromBits(0x400921FB54442D18);
    public static readonly double PiLo = FromBits(0x3CA1A62633145C07);
    public static readonly double QuarterPi = FromBits(0x3FE921FB54442D18);
    public static readonly double InverseSqrt2 = FromBits(0x3FE6A09E667F3BCD);

    public static double FromBits(ulong bits) => BitConverter.UInt64BitsToDouble(bits);

    public static double[] FromBits(params ReadOnlySpan<ulong> bits)
    {
        var values = new double[bits.Length];
        for (var i = 0; i < bits.Length; i++)
            values[i] = FromBits(bits[i]);
        return values;
    }

    /// <summary>Horner's rule, highest coefficient last in the array, each step one product and one sum.</summary>
    public static double Polynomial(double[] ascending, double x)
    {
        var y = ascending[^1];
        for (var i = ascending.Length - 2; i >= 0; i--)
            y = (y * x) + ascending[i];
        return y;
    }

    /// <summary>y · 2^k with one rounding, for y in [½, 4) and any k.</summary>
    public static double Scale(double y, int k)
    {
        if (k > 1022)
            return y * PowerOfTwo(1022) * PowerOfTwo(k - 1022 > 1023 ? 1023 : k - 1022);
        if (k >= -1020)
            return y * PowerOfTwo(k);
        return k < -1200 ? y * 0.0 : y * PowerOfTwo(k + 256) * PowerOfTwo(-256);
    }

    /// <summary>2^k for k in −1022 … 1023.</summary>
    public static double PowerOfTwo(int k) => BitConverter.Int64BitsToDouble((long)(k + 1023) << 52);
}
