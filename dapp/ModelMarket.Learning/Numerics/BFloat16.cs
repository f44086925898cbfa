namespace ModelMarket.Learning.Numerics;

/// <summary>bfloat16 (the upper half of a float) as raw bits. Conversions use integer operations only and round to nearest, ties to even; a
/// NaN becomes the canonical one in either direction.</summary>
public static class BFloat16
{
    /// <summary>Widens exactly.</summary>
    public static float ToSingle(ushort bits) => CanonicalNaN.Of(BitConverter.UInt32BitsToSingle((uint)bits << 16));

    /// <summary>Rounds a float once; beyond the range: infinity.</summary>
    public static ushort FromSingle(float x) => FromDouble(x);

    /// <summary>Rounds a double once (never through float); beyond the range: infinity.</summary>
    public static ushort FromDouble(double x) =>
        (ushort)Narrowing.Round(x, mantissaBits: 7, exponentMaximum: 127, CanonicalNaN.BFloat16Bits);
}
