namespace ModelMarket.Learning.Numerics;

/// <summary>IEEE binary16 as raw bits. Conversions use integer operations only and round to nearest, ties to even; a NaN becomes
/// the canonical one in either direction.</summary>
public static class Float16
{
    /// <summary>Widens exactly.</summary>
    public static float ToSingle(ushort bits)
    {
        var sign = (uint)(bits & 0x8000) << 16;
        var exponent = (bits >> 10) & 0x1F;
        var mantissa = (uint)(bits & 0x3FF);
        if (exponent == 31)
            return mantissa != 0 ? CanonicalNaN.Single : BitConverter.UInt32BitsToSingle(sign | 0x7F800000u);
        if (exponent != 0)
            return BitConverter.UInt32BitsToSingle(sign | ((uint)(exponent + 112) << 23) | (mantissa << 13));
        var magnitude = mantissa * 5.9604644775390625e-08f; // 2^-24, exact
        return BitConverter.UInt32BitsToSingle(sign | BitConverter.SingleToUInt32Bits(magnitude));
    }

    /// <summary>Rounds a float once; beyond the range: infinity.</summary>
    public static ushort FromSingle(float x) => FromDouble(x);

    /// <summary>Rounds a double once (never through float); beyond the range: infinity.</summary>
    public static ushort FromDouble(double x) => (ushort)Narrowing.Round(x, mantissaBits: 10, exponentMaximum: 15, CanonicalNaN.HalfBits);
}
