namespace ModelMarket.Learning.Numerics;

/// <summary>fmod by long division of the significands: exact, the sign of the dividend. x infinite or y zero: NaN; y infinite: x.</summary>
public static class Remainder
{
    private const ulong MantissaMask = 0x000FFFFFFFFFFFFFul;
    private const ulong ImplicitBit = 0x0010000000000000ul;
    private const int ChunkBits = 11; // 53 bits of remainder and 11 more fill a word

    /// <summary>C's fmod for float; exact, since float values and their remainder are doubles.</summary>
    public static float Fmod(float x, float y) => (float)Fmod((double)x, y);

    /// <summary>C's fmod for double.</summary>
    public static double Fmod(double x, double y)
    {
        if (double.IsNaN(x) || double.IsNaN(y) || double.IsInfinity(x) || y == 0.0)
            return CanonicalNaN.Double;
        if (double.IsInfinity(y) || Math.Abs(x) < Math.Abs(y))
            return x;
        Decompose(x, out var numerator, out var xExponent);
        Decompose(y, out var denominator, out var yExponent);
        var shift = xExponent - yExponent;
        numerator %= denominator;
        while (shift > 0 && numerator != 0)
        {
            var step = shift < ChunkBits ? shift : ChunkBits;
            numerator = (numerator << step) % denominator;
            shift -= step;
        }

        return Math.CopySign(Compose(numerator, yExponent), x);
    }

    private static void Decompose(double x, out ulong mantissa, out int exponent)
    {
        var bits = BitConverter.DoubleToUInt64Bits(x);
        exponent = (int)((bits >> 52) & 0x7FF);
        mantissa = bits & MantissaMask;
        if (exponent == 0)
        {
            exponent = 1;
            var shift = System.Numerics.BitOperations.LeadingZeroCount(mantissa) - 11;
            mantissa <<= shift;
            exponent -= shift;
            return;
        }

        mantissa |= ImplicitBit;
    }

    /// <summary>mantissa · 2^(exponent − 1075), exact by construction: a remainder is a multiple of the divisor's last place.</summary>
    private static double Compose(ulong mantissa, int exponent)
    {
        if (mantissa == 0)
            return 0.0;
        if (exponent < 1)
            return BitConverter.UInt64BitsToDouble(mantissa >> (1 - exponent));
        var shift = System.Numerics.BitOperations.LeadingZeroCount(mantissa) - 11;
        if (shift >= exponent)
            return BitConverter.UInt64BitsToDouble(mantissa << (exponent - 1));
        return BitConverter.UInt64BitsToDouble(((ulong)(exponent - shift) << 52) | ((mantissa << shift) & MantissaMask));
    }
}
