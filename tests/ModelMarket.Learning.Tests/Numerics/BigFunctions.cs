using System.Numerics;

namespace ModelMarket.Learning.Tests.Numerics;

/// <summary>Elementary functions on <see cref="BigFloat"/> from their series, with argument reductions unlike those of the product.</summary>
internal static class BigFunctions
{
    public static readonly BigFloat Ln2 = AtanhSeries(BigFloat.One / new BigFloat(3, 0)).Shift(1);
    public static readonly BigFloat Pi = (AtanSeries(BigFloat.One / new BigFloat(5, 0)).Shift(2) - AtanSeries(BigFloat.One / new BigFloat(239, 0))).Shift(2);
    private static readonly BigInteger PiWide = WidePi();

    private const int WideBits = 1500;
    private const int GuardBits = WideBits + 100;

    public static BigFloat Exp(BigFloat x)
    {
        var k = (int)(x / Ln2).Round();
        return ExpSeries(x - (new BigFloat(k, 0) * Ln2)).Shift(k);
    }

    public static BigFloat Expm1(BigFloat x)
    {
        if (x.Top > -3)
            return Exp(x) - BigFloat.One;
        return PowerSeries(x, (term, n) => term * x / new BigFloat(n + 2, 0));
    }

    public static BigFloat Log(BigFloat x)
    {
        var k = x.Top;
        var m = x.Shift(-k); // [½, 1)
        if (m.ToDouble() < 0.7)
        {
            m = m.Shift(1);
            k--;
        }

        return Log1pSmall(m - BigFloat.One) + (new BigFloat(k, 0) * Ln2);
    }

    public static BigFloat Log1p(BigFloat x) => x.Top < -1 ? Log1pSmall(x) : Log(BigFloat.One + x);

    public static BigFloat Sin(BigFloat x) => Circular(x, 0);

    public static BigFloat Cos(BigFloat x) => Circular(x, 1);

    public static BigFloat Atan(BigFloat x)
    {
        if (x.IsNegative)
            return -Atan(-x);
        if (x.Top > 1)
            return Pi.Shift(-1) - Atan(BigFloat.One / x);
        var halvings = 0;
        while (x.Top > -4)
        {
            x /= BigFloat.One + (BigFloat.One + (x * x)).Sqrt(); // tan(a/2)
            halvings++;
        }

        return AtanSeries(x).Shift(halvings);
    }

    public static BigFloat Asin(BigFloat x) => (BigFloat.One - x.Abs()).Mantissa.IsZero
        ? (x.IsNegative ? -Pi.Shift(-1) : Pi.Shift(-1))
        : Atan(x / ((BigFloat.One - x) * (BigFloat.One + x)).Sqrt());

    public static BigFloat Acos(BigFloat x)
    {
        if ((BigFloat.One + x).Mantissa.IsZero)
            return Pi;
        return Atan(((BigFloat.One - x) / (BigFloat.One + x)).Sqrt()).Shift(1);
    }

    public static BigFloat Sinh(BigFloat x)
    {
        if (x.IsNegative)
            return -Sinh(-x);
        var t = Expm1(x);
        return (t + (t / (t + BigFloat.One))).Shift(-1);
    }

    public static BigFloat Cosh(BigFloat x)
    {
        var t = Exp(x);
        return (t + (BigFloat.One / t)).Shift(-1);
    }

    public static BigFloat Tanh(BigFloat x)
    {
        if (x.Top > 9)
            return x.IsNegative ? -BigFloat.One : BigFloat.One;
        var t = Expm1(x.Shift(1));
        return t / (t + new BigFloat(2, 0));
    }

    public static BigFloat Asinh(BigFloat x)
    {
        if (x.IsNegative)
            return -Asinh(-x);
        var square = x * x;
        return Log1p(x + (square / (BigFloat.One + (BigFloat.One + square).Sqrt())));
    }

    public static BigFloat Acosh(BigFloat x)
    {
        var t = x - BigFloat.One;
        return Log1p(t + (t * (t + new BigFloat(2, 0))).Sqrt());
    }

    public static BigFloat Atanh(BigFloat x) => x.Top < -4
        ? AtanhSeries(x)
        : (Log1p(x) - Log1p(-x)).Shift(-1);

    public static BigFloat Sigmoid(BigFloat x) => BigFloat.One / (BigFloat.One + Exp(-x));

    public static BigFloat Softplus(BigFloat x) => x.IsNegative ? Log1p(Exp(x)) : x + Log1p(Exp(-x));

    public static BigFloat Erf(BigFloat x)
    {
        if (x.Top > 4)
            return x.IsNegative ? -BigFloat.One : BigFloat.One;
        return x.Top < -2 ? ErfSeries(x) : (x.IsNegative ? -(BigFloat.One - Erfc(-x)) : BigFloat.One - Erfc(x));
    }

    /// <summary>erfc for x ≥ 0 by 1 − erf in 1,500 bits of fixed point: the series of positive terms e^(−x²)·Σ 2^n x^(2n+1)/(2n+1)!!.</summary>
    public static BigFloat Erfc(BigFloat x)
    {
        const int P = WideBits;
        var fx = Fixed(x, P);
        var square = (fx * fx) >> P;
        var term = fx;
        var sum = BigInteger.Zero;
        for (var n = 0; !term.IsZero; n++)
        {
            sum += term;
            term = ((term * square) >> (P - 1)) / ((2 * n) + 3);
        }

        var sqrtPi = WideSqrt(PiWide, P);
        var product = (((sum << GuardBits) / FixedExp(square, P)) << (P + 1)) / sqrtPi;
        return new BigFloat((BigInteger.One << P) - product, -P);
    }

    public static BigFloat Gelu(BigFloat x)
    {
        var argument = x.Abs() / new BigFloat(2, 0).Sqrt();
        if (!x.IsNegative)
            return x * (BigFloat.One + Erf(argument)).Shift(-1);
        return x * Erfc(argument).Shift(-1);
    }

    public static BigFloat Pow(BigFloat x, BigFloat y) => Exp(y * Log(x));

    private static BigFloat Circular(BigFloat x, int phase)
    {
        // x − k·π/2 in 1,500-bit fixed point, so that huge arguments keep their fraction.
        var fixedX = Fixed(x, WideBits);
        var half = PiWide >> 1;
        var k = ((fixedX << 1) + half) / (half << 1);
        if (((fixedX << 1) + half).Sign < 0)
            k -= 1;
        var r = new BigFloat(fixedX - (k * half), -WideBits);
        var quadrant = (int)(((k + phase) % 4 + 4) % 4);
        var value = (quadrant & 1) == 0 ? SinSeries(r) : CosSeries(r);
        return quadrant < 2 ? value : -value;
    }

    private static BigFloat SinSeries(BigFloat r) => PowerSeries(r, (term, n) => -(term * r * r) / new BigFloat(((2 * n) + 2) * ((2 * n) + 3), 0));

    private static BigFloat CosSeries(BigFloat r) => PowerSeries(BigFloat.One, (term, n) => -(term * r * r) / new BigFloat(((2 * n) + 1) * ((2 * n) + 2), 0));

    private static BigFloat ExpSeries(BigFloat r)
    {
        var reduced = r.Shift(-8);
        var y = PowerSeries(BigFloat.One, (term, n) => term * reduced / new BigFloat(n + 1, 0));
        for (var i = 0; i < 8; i++)
            y *= y;
        return y;
    }

    private static BigFloat ErfSeries(BigFloat x)
    {
        var square = x * x;
        var term = x;
        var sum = BigFloat.Zero;
        for (var n = 0; n == 0 || term.Top > sum.Top - BigFloat.Bits - 8; n++)
        {
            sum += term / new BigFloat((2 * n) + 1, 0);
            term = -(term * square) / new BigFloat(n + 1, 0);
            if (term.Mantissa.IsZero)
                break;
        }

        return sum.Shift(1) / Pi.Sqrt();
    }

    private static BigFloat Log1pSmall(BigFloat f) => AtanhSeries(f / (f + new BigFloat(2, 0))).Shift(1);

    private static BigFloat AtanhSeries(BigFloat x) => PowerSeries(x, null, (n, power) => power / new BigFloat((2 * n) + 1, 0), x * x);

    private static BigFloat AtanSeries(BigFloat x) =>
        PowerSeries(x, null, (n, power) => ((n & 1) == 0 ? power : -power) / new BigFloat((2 * n) + 1, 0), x * x);

    /// <summary>Sums first + next(first) + … until a term no longer matters; or Σ coefficient(n, first·ratio^n).</summary>
    private static BigFloat PowerSeries(BigFloat first, Func<BigFloat, int, BigFloat>? next, Func<int, BigFloat, BigFloat>? coefficient = null, BigFloat ratio = default)
    {
        var sum = BigFloat.Zero;
        var term = first;
        for (var n = 0; ; n++)
        {
            sum += coefficient is null ? term : coefficient(n, term);
            term = next is null ? term * ratio : next(term, n);
            if (term.Mantissa.IsZero || term.Top < sum.Top - BigFloat.Bits - 8)
                return sum;
        }
    }

    private static BigInteger Fixed(BigFloat x, int bits)
    {
        var shift = x.Exponent + bits;
        return shift >= 0 ? x.Mantissa << shift : x.Mantissa >> -shift;
    }

    /// <summary>e^x scaled by 2^GuardBits: (e^(x/2^12))^(2^12), a series of positive terms.</summary>
    private static BigInteger FixedExp(BigInteger x, int p)
    {
        var reduced = (x << (GuardBits - p)) >> 12;
        var term = BigInteger.One << GuardBits;
        var sum = BigInteger.Zero;
        for (var n = 1; !term.IsZero; n++)
        {
            sum += term;
            term = ((term * reduced) >> GuardBits) / n;
        }

        for (var i = 0; i < 12; i++)
            sum = (sum * sum) >> GuardBits;
        return sum;
    }

    private static BigInteger WideSqrt(BigInteger value, int p)
    {
        var n = value << p;
        var x = BigInteger.One << (((int)n.GetBitLength() + 1) / 2);
        while (true)
        {
            var y = (x + (n / x)) >> 1;
            if (y >= x)
                return x;
            x = y;
        }
    }

    private static BigInteger WidePi()
    {
        const int P = WideBits + 32;
        return ((AtanOfInverse(5, P) << 4) - (AtanOfInverse(239, P) << 2)) >> 32;
    }

    private static BigInteger AtanOfInverse(int n, int p)
    {
        var power = (BigInteger.One << p) / n;
        var sum = BigInteger.Zero;
        for (var i = 0; !power.IsZero; i++)
        {
            var term = power / ((2 * i) + 1);
            sum += (i & 1) == 0 ? term : -term;
            power /= n * n;
        }

        return sum;
    }
}
