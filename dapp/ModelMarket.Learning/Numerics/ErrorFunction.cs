namespace ModelMarket.Learning.Numerics;

/// <summary>erf and the scaled complement that the Gaussian error linear unit needs, in double (fits: tests/vectors/numerics/fit.py).</summary>
internal static class ErrorFunction
{
    // erf(x) = x + x·E(x²), |x| ≤ 1.
    private static readonly double[] E = Constants.FromBits(
        0x3FC06EBA8214DB69, 0xBFD812746B0379E6, 0x3FBCE2F21A042B30, 0xBF9B82CE31284E00, 0x3F7565BCD0DBAA38, 0xBF4C02DB3DAC435F,
        0x3F1F9A321D5B8E1E, 0xBEEF4D1E3183F7AE, 0x3EBB9DF224CA4B97, 0xBE85F1ECB6F0764C, 0x3E4F7B4BF3B13964, 0xBE1389D4F2641625,
        0x3DD05FFD737FB32E);

    // x·e^(x²)·erfc(x) in v = 15/(x+2) − 4, 1 ≤ x ≤ 3.
    private static readonly double[] Near = Constants.FromBits(
        0x3FDFEAB952741DC8, 0xBFAAC43C201E88FC, 0xBF90AAEFDA2D6B1D, 0xBF640558394630FA, 0xBF215798A8268D04, 0x3EEA5627689E21D1,
        0x3EB92E5EFA77DEED, 0xBE82F8135B8395CC, 0xBE4E173B9AA0E3E9, 0x3E24AA08B92E78AE, 0x3DCB2D03D0A2E6F4, 0xBDC4FE18091A128E,
        0x3D859D503F57604D, 0x3D5A8D96A5C53A71, 0xBD351CFBFB940F01);

    // The same in v = 18/x² − 1, 3 ≤ x ≤ 28.
    private static readonly double[] Far = Constants.FromBits(
        0x3FE196E706FCB793, 0xBF8BA39725159ED5, 0x3F4DE5CCC52302C5, 0xBF18F634EE88B0DE, 0x3EEB3822D62EA6CE, 0xBEC1E7DAF3506C64,
        0x3E9B2740A7DDFD53, 0xBE770ACA4D8E9AED, 0x3E556FE793375331, 0xBE358ED7420F7F75, 0x3E175B70D875CE6C, 0xBDFA831E73BC59AE,
        0x3DDBF187D1C3D267, 0xBDC1DE6A85A3F7DC, 0x3DB5265A29BE1340, 0xBD9BB9F128AA6D37);

    private const double HalfLogPi = 0.5723649429247001;

    public static double Erf(double x)
    {
        var a = Math.Abs(x);
        if (double.IsNaN(x))
            return CanonicalNaN.Double;
        if (a <= 1.0)
            return Small(x);
        if (a > 6.0)
            return Math.CopySign(1.0, x);
        return Math.CopySign(1.0 - (Exponential.Exp(-a * a) * Scaled(a)), x);
    }

    /// <summary>x·Φ(x), Φ the normal distribution function.</summary>
    public static double Gelu(double x)
    {
        if (double.IsNaN(x))
            return CanonicalNaN.Double;
        if (x < -38.8)
            return double.IsNegativeInfinity(x) ? 0.0 : -0.0;
        if (x > 9.0)
            return x;
        var t = x * Constants.InverseSqrt2;
        if (Math.Abs(t) <= 1.0)
            return 0.5 * x * (1.0 + Small(t));
        // Φ(x) = erfc(|t|)/2 for negative x; x²/2 in two doubles, since the exponent magnifies its error.
        var square = DoubleDouble.Product(x, x);
        var complement = Exponential.ExpOfSum(-0.5 * square.Hi, -0.5 * square.Lo) * Scaled(Math.Abs(t));
        return x > 0.0 ? 0.5 * x * (2.0 - complement) : 0.5 * (x * complement);
    }

    /// <summary>ln erfc(x), also where erfc itself underflows.</summary>
    public static double LogErfc(double x)
    {
        if (x <= 1.0)
            return Logarithm.Log(1.0 - Erf(x));
        if (x <= 28.0)
            return Logarithm.Log(Scaled(x)) - (x * x);
        double t = 1.0 / (2.0 * x * x);
        return Logarithm.Log(1.0 - (t * (1.0 - (3.0 * t)))) - (x * x) - Logarithm.Log(x) - HalfLogPi;
    }

    private static double Small(double x) => x + (x * Constants.Polynomial(E, x * x));

    /// <summary>e^(a²)·erfc(a), 1 ≤ a ≤ 28.</summary>
    private static double Scaled(double a) => a <= 3.0
        ? Constants.Polynomial(Near, (15.0 / (a + 2.0)) - 4.0) / a
        : Constants.Polynomial(Far, (18.0 / (a * a)) - 1.0) / a;
}
