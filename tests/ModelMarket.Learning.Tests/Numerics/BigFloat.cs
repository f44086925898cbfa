using System.Numerics;

namespace ModelMarket.Learning.Tests.Numerics;

/// <summary>A binary floating-point number of <see cref="Bits"/> bits on BigInteger: the slow, independent reference for elementary functions.</summary>
internal readonly struct BigFloat
{
    public const int Bits = 220;

    public BigFloat(BigInteger mantissa, int exponent)
    {
        var excess = (int)BigInteger.Abs(mantissa).GetBitLength() - Bits;
        Mantissa = excess > 0 ? mantissa >> excess : mantissa;
        Exponent = excess > 0 ? exponent + excess : exponent;
    }

    public BigInteger Mantissa { get; }

    public int Exponent { get; }

    public static BigFloat Zero => new(0, 0);

    public static BigFloat One => new(1, 0);

    public bool IsNegative => Mantissa.Sign < 0;

    public static BigFloat Of(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = bits & 0xFFFFFFFFFFFFFL;
        if (exponent == 0)
            exponent = 1;
        else
            mantissa |= 1L << 52;
        return new BigFloat(bits < 0 ? -mantissa : mantissa, exponent - 1075);
    }

    public static BigFloat operator +(BigFloat a, BigFloat b)
    {
        if (a.Mantissa.IsZero)
            return b;
        if (b.Mantissa.IsZero)
            return a;
        if (a.Top - b.Top > Bits + 4)
            return a;
        if (b.Top - a.Top > Bits + 4)
            return b;
        var e = Math.Min(a.Exponent, b.Exponent);
        return new BigFloat((a.Mantissa << (a.Exponent - e)) + (b.Mantissa << (b.Exponent - e)), e);
    }

    public static BigFloat operator -(BigFloat a) => new(-a.Mantissa, a.Exponent);

    public static BigFloat operator -(BigFloat a, BigFloat b) => a + (-b);

    public static BigFloat operator *(BigFloat a, BigFloat b) => new(a.Mantissa * b.Mantissa, a.Exponent + b.Exponent);

    public static BigFloat operator /(BigFloat a, BigFloat b)
    {
        var shift = Math.Max(0, Bits + 4 + (int)b.Mantissa.GetBitLength() - (int)a.Mantissa.GetBitLength());
        return new BigFloat((a.Mantissa << shift) / b.Mantissa, a.Exponent - b.Exponent - shift);
    }

    public BigFloat Abs() => new(BigInteger.Abs(Mantissa), Exponent);

    public BigFloat Shift(int k) => new(Mantissa, Exponent + k);

    public BigFloat Sqrt()
    {
        if (Mantissa.IsZero)
            return this;
        var shift = (2 * Bits) + 4 - (int)Mantissa.GetBitLength();
        if (((Exponent - shift) & 1) != 0)
            shift++;
        var n = shift >= 0 ? Mantissa << shift : Mantissa >> -shift;
        var x = BigInteger.One << (((int)n.GetBitLength() + 1) / 2);
        while (true)
        {
            var y = (x + (n / x)) >> 1;
            if (y >= x)
                break;
            x = y;
        }

        return new BigFloat(x, (Exponent - shift) / 2);
    }

    /// <summary>Position of the leading bit: |value| is in [2^(Top−1), 2^Top).</summary>
    public int Top => Mantissa.IsZero ? int.MinValue / 2 : (int)BigInteger.Abs(Mantissa).GetBitLength() + Exponent;

    /// <summary>The nearest integer.</summary>
    public BigInteger Round() => Exponent >= 0 ? Mantissa << Exponent : -Exponent > Bits + 8 ? 0 : (Mantissa + (BigInteger.One << (-Exponent - 1))) >> -Exponent;

    /// <summary>Truncated to 53 bits; 0 below 2^-1074.</summary>
    public double ToDouble()
    {
        if (Mantissa.IsZero)
            return 0;
        var length = (int)BigInteger.Abs(Mantissa).GetBitLength();
        var drop = Math.Max(length - 53, -1074 - Exponent);
        if (drop > length)
            return 0;
        var kept = drop > 0 ? BigInteger.Abs(Mantissa) >> drop : BigInteger.Abs(Mantissa);
        var value = Math.ScaleB((double)(ulong)kept, drop > 0 ? Exponent + drop : Exponent);
        return IsNegative ? -value : value;
    }

    /// <summary>|x − this| in units of 2^unitExponent, as a double.</summary>
    public double DistanceInUnits(double x, int unitExponent) => (Of(x) - this).Abs().Shift(-unitExponent).ToDouble();
}
