namespace ModelMarket.Learning.Numerics;

/// <summary>log, log1p, log2 in double. x = 2^k·(1 + f) with 1 + f in [√½, √2); s = f/(2 + f);
/// log(1 + f) = f − (f²/2 − s·(f²/2 + R)), R = Σ 2/(2i+1)·s^2i: the Taylor series of 2·atanh(s), 12 terms (next: 2^-62).</summary>
internal static class Logarithm
{
    private const ulong MantissaMask = 0x000FFFFFFFFFFFFFul;
    private const ulong SqrtHalfBits = 0x3FE6A09E667F3BCDul;

    // 2/3, 2/5, …, 2/25.
    private static readonly double[] Series = Constants.FromBits(
        0x3FE5555555555555, 0x3FD999999999999A, 0x3FD2492492492492, 0x3FCC71C71C71C71C, 0x3FC745D1745D1746, 0x3FC3B13B13B13B14,
        0x3FC1111111111111, 0x3FBE1E1E1E1E1E1E, 0x3FBAF286BCA1AF28, 0x3FB8618618618618, 0x3FB642C8590B2164, 0x3FB47AE147AE147B);

    private static readonly DoubleDouble Third = new(Constants.FromBits(0x3FD5555555555555), Constants.FromBits(0x3C75555555555555));

    public static double Log(double x)
    {
        if (TrySpecial(x, out var special))
            return special;
        Split(x, out var k, out var f);
        return Combine(k, f, 0.0);
    }

    public static double Log2(double x)
    {
        if (TrySpecial(x, out var special))
            return special;
        Split(x, out var k, out var f);
        return k + (OnePlus(f, 0.0) * Constants.Log2E);
    }

    public static double Log1p(double x)
    {
        if (x < -0.25 || x > 0.375 || double.IsNaN(x))
            return FarLog1p(x);
        return OnePlus(x, 0.0);
    }

    /// <summary>log x to about 2^-64 relative, for normal or subnormal x &gt; 0.</summary>
    public static DoubleDouble Precise(double x)
    {
        Split(x, out var k, out var f);
        var s = DoubleDouble.Quotient(f, DoubleDouble.Sum(2.0, f));
        var z = DoubleDouble.Product(s, s);
        // log(1+f) = 2s·(1 + z/3 + z²·(1/5 + z/7 + …)); the series holds 2/(2i+1), so its tail is halved (exact).
        var tail = z.Hi * z.Hi * (0.5 * Tail(z.Hi));
        var third = DoubleDouble.Product(z, Third);
        var correction = DoubleDouble.Product(s, DoubleDouble.Sum(third, new DoubleDouble(tail, 0.0)));
        var half = DoubleDouble.Sum(s, correction);
        var log = new DoubleDouble(2.0 * half.Hi, 2.0 * half.Lo);
        return DoubleDouble.Sum(DoubleDouble.Sum(k * Constants.Ln2Short, k * Constants.Ln2Rest), log);
    }

    private static double Tail(double z)
    {
        var y = Series[^1];
        for (var i = Series.Length - 2; i >= 1; i--)
            y = (y * z) + Series[i];
        return y;
    }

    private static bool TrySpecial(double x, out double result)
    {
        result = x == 0.0 ? double.NegativeInfinity : double.IsPositiveInfinity(x) ? x : CanonicalNaN.Double;
        return !(x > 0.0) || double.IsPositiveInfinity(x);
    }

    private static double FarLog1p(double x)
    {
        if (!(x > -1.0) || double.IsPositiveInfinity(x))
            return x == -1.0 ? double.NegativeInfinity : double.IsPositiveInfinity(x) ? x : CanonicalNaN.Double;
        var u = DoubleDouble.Sum(1.0, x);
        Split(u.Hi, out var k, out var f);
        return Combine(k, f, u.Lo / u.Hi);
    }

    /// <summary>k·ln 2 + log(1 + f) + low.</summary>
    private static double Combine(double k, double f, double low) =>
        k == 0.0 ? OnePlus(f, low) : (k * Constants.Ln2Short) + OnePlus(f, (k * Constants.Ln2Rest) + low);

    /// <summary>log(1 + f) + low for f in [√½ − 1, √2 − 1].</summary>
    private static double OnePlus(double f, double low)
    {
        var s = f / (2.0 + f);
        var z = s * s;
        var half = 0.5 * f * f;
        return f - (half - ((s * (half + (z * Constants.Polynomial(Series, z)))) + low));
    }

    private static void Split(double x, out double k, out double f)
    {
        var bits = BitConverter.DoubleToUInt64Bits(x);
        var bias = 1023;
        if (bits < 0x0010000000000000ul)
        {
            bits = BitConverter.DoubleToUInt64Bits(x * Constants.PowerOfTwo(54));
            bias = 1077;
        }

        var exponent = (int)(bits >> 52) - bias;
        var mantissa = (bits & MantissaMask) | 0x3FF0000000000000ul; // [1, 2)
        if ((bits & MantissaMask) > (SqrtHalfBits & MantissaMask))
        {
            mantissa -= 0x0010000000000000ul; // [√½, 1)
            exponent++;
        }

        k = exponent;
        f = BitConverter.UInt64BitsToDouble(mantissa) - 1.0;
    }
}
