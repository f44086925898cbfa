namespace ModelMarket.Learning.Numerics;

/// <summary>asin, acos, atan in double, by fitted polynomials on reduced arguments (tests/vectors/numerics/fit.py).</summary>
internal static class InverseCircular
{
    // atan(t) = t + t³·A(t²), |t| ≤ 7/16.
    private static readonly double[] A = Constants.FromBits(
        0xBFD5555555555554, 0x3FC9999999998863, 0xBFC24924923B09BF, 0x3FBC71C71366BFC2, 0xBFB745CFF64FB1E8, 0x3FB3B1161C0261B4,
        0xBFB10ED20CC03917, 0x3FADF0BAD09FA62C, 0xBFA9C616E7E61A95, 0x3FA35DD3BA3A06AD, 0xBF91F7E7048B0A6F);

    // asin(t) = t + t³·S(t²), |t| ≤ 1/2.
    private static readonly double[] S = Constants.FromBits(
        0x3FC5555555555556, 0x3FB3333333332ECA, 0x3FA6DB6DB6E31F13, 0x3F9F1C71C1DB0623, 0x3F96E8BB1C8209A2, 0x3F91C4D35CF95421,
        0x3F8C9CF07674736A, 0x3F8782651CAA6547, 0x3F852420B04B37BE, 0x3F765A9C4DFCF8B2, 0x3F91D189408314EE, 0xBF8E6AAA8A0A04CC,
        0x3F9D72B2BC8155F8);

    private static readonly DoubleDouble AtanHalf = new(Constants.FromBits(0x3FDDAC670561BB4F), Constants.FromBits(0x3C7A2B7F222F65E2));
    private static readonly DoubleDouble AtanOne = new(Constants.FromBits(0x3FE921FB54442D18), Constants.FromBits(0x3C81A62633145C07));
    private static readonly DoubleDouble AtanThreeHalves = new(Constants.FromBits(0x3FEF730BD281F69B), Constants.FromBits(0x3C7007887AF0CBBD));
    private static readonly DoubleDouble AtanInfinity = new(Constants.HalfPi, Constants.HalfPiLo);

    public static double Atan(double x)
    {
        if (double.IsNaN(x))
            return CanonicalNaN.Double;
        var a = Math.Abs(x);
        var y = a switch
        {
            <= 0.4375 => Kernel(a),
            <= 0.6875 => Offset(AtanHalf, (a - 0.5) / (1.0 + (0.5 * a))),
            <= 1.1875 => Offset(AtanOne, (a - 1.0) / (1.0 + a)),
            <= 2.4375 => Offset(AtanThreeHalves, (a - 1.5) / (1.0 + (1.5 * a))),
            _ => Offset(AtanInfinity, -1.0 / a),
        };
        return Math.CopySign(y, x);
    }

    public static double Asin(double x)
    {
        var a = Math.Abs(x);
        if (!(a <= 1.0))
            return CanonicalNaN.Double;
        if (a <= 0.5)
            return AsinKernel(x);
        var y = (Constants.HalfPi - (2.0 * AsinKernel(Math.Sqrt((1.0 - a) * 0.5)))) + Constants.HalfPiLo;
        return Math.CopySign(y, x);
    }

    public static double Acos(double x)
    {
        if (!(Math.Abs(x) <= 1.0))
            return CanonicalNaN.Double;
        if (x > 0.5)
            return 2.0 * AsinKernel(Math.Sqrt((1.0 - x) * 0.5));
        if (x < -0.5)
            return (Constants.Pi - (2.0 * AsinKernel(Math.Sqrt((1.0 + x) * 0.5)))) + Constants.PiLo;
        return Constants.HalfPi - (AsinKernel(x) - Constants.HalfPiLo);
    }

    private static double Offset(DoubleDouble origin, double t) => origin.Hi + (Kernel(t) + origin.Lo);

    private static double Kernel(double t)
    {
        var z = t * t;
        return t + (t * z * Constants.Polynomial(A, z));
    }

    private static double AsinKernel(double t)
    {
        var z = t * t;
        return t + (t * z * Constants.Polynomial(S, z));
    }
}
