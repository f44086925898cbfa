namespace ModelMarket.Learning.Numerics;

/// <summary>exp, exp2, expm1 in double. x = k·ln 2 + r, |r| ≤ ln 2 / 2, and e^r = 1 + r + r²·P(r) with P fitted to 2^-62
/// (tests/vectors/numerics/fit.py prints every coefficient).</summary>
internal static class Exponential
{
    private static readonly double[] P = Constants.FromBits(
        0x3FE0000000000000, 0x3FC5555555555557, 0x3FA5555555555556, 0x3F811111111100DF, 0x3F56C16C16C162D6, 0x3F2A01A01ABE63A9,
        0x3EFA01A01A6D787D, 0x3EC71DE02372DD4E, 0x3E927E4DB679D0C0, 0x3E5AF4DDDD8D7F8C, 0x3E21F72FCA335D17);

    public static double Exp(double x)
    {
        if (double.IsNaN(x))
            return CanonicalNaN.Double;
        if (x > 709.8)
            return double.PositiveInfinity;
        return x < -745.2 ? 0.0 : ExpOfSum(x, 0.0);
    }

    /// <summary>e^(x + low) for |x| &lt; 800 and |low| below one unit of x.</summary>
    public static double ExpOfSum(double x, double low)
    {
        var k = Math.Round(x * Constants.Log2E);
        var r = ((x - (k * Constants.Ln2Short)) - (k * Constants.Ln2Rest)) + low;
        return Constants.Scale(1.0 + Minus1(r), (int)k);
    }

    public static double Exp2(double x)
    {
        if (double.IsNaN(x))
            return CanonicalNaN.Double;
        if (x >= 1024.0)
            return double.PositiveInfinity;
        if (x < -1076.0)
            return 0.0;
        var k = Math.Round(x);
        return Constants.Scale(1.0 + Minus1((x - k) * Constants.Ln2), (int)k);
    }

    public static double Expm1(double x)
    {
        if (double.IsNaN(x))
            return CanonicalNaN.Double;
        if (x == 0.0)
            return x; // keeps −0
        if (x > 709.8)
            return double.PositiveInfinity;
        if (x < -40.0)
            return -1.0;
        var k = Math.Round(x * Constants.Log2E);
        if (k == 0.0)
            return Minus1(x);
        var r = (x - (k * Constants.Ln2Short)) - (k * Constants.Ln2Rest);
        if (k > 60.0)
            return Constants.Scale(1.0 + Minus1(r), (int)k);
        // 2^k·(e^r − 1 + (1 − 2^-k)): the last bracket is exact up to 2^53 and no term cancels another.
        return Constants.Scale(1.0, (int)k) * (Minus1(r) + (1.0 - Constants.PowerOfTwo(-(int)k)));
    }

    /// <summary>e^r − 1 for |r| ≤ ln 2 / 2.</summary>
    private static double Minus1(double r) => r + (r * r * Constants.Polynomial(P, r));
}
