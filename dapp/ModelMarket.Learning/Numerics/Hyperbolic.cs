namespace ModelMarket.Learning.Numerics;

/// <summary>sinh, cosh, tanh, asinh, acosh, atanh in double, from expm1 and log1p, which keep small arguments exact enough.</summary>
internal static class Hyperbolic
{
    private const double Tiny = 3.725290298461914e-09; // 2^-28: the cubic term is below half a unit

    public static double Sinh(double x)
    {
        var a = Math.Abs(x);
        if (!(a >= Tiny))
            return double.IsNaN(x) ? CanonicalNaN.Double : x;
        if (a > 40.0)
            return Math.CopySign(HalfExp(a), x);
        var t = Exponential.Expm1(a);
        return Math.CopySign(0.5 * (t + (t / (t + 1.0))), x);
    }

    public static double Cosh(double x)
    {
        var a = Math.Abs(x);
        if (double.IsNaN(x))
            return CanonicalNaN.Double;
        if (a > 40.0)
            return HalfExp(a);
        var e = Exponential.Exp(a);
        return 0.5 * (e + (1.0 / e));
    }

    public static double Tanh(double x)
    {
        var a = Math.Abs(x);
        if (!(a >= Tiny))
            return double.IsNaN(x) ? CanonicalNaN.Double : x;
        if (a > 22.0)
            return Math.CopySign(1.0, x);
        var t = Exponential.Expm1(2.0 * a);
        return Math.CopySign(t / (t + 2.0), x);
    }

    public static double Asinh(double x)
    {
        var a = Math.Abs(x);
        if (!(a >= Tiny))
            return double.IsNaN(x) ? CanonicalNaN.Double : x;
        if (a > 268435456.0)
            return Math.CopySign(Logarithm.Log(a) + Constants.Ln2, x);
        var square = a * a;
        return Math.CopySign(Logarithm.Log1p(a + (square / (1.0 + Math.Sqrt(1.0 + square)))), x);
    }

    public static double Acosh(double x)
    {
        if (!(x >= 1.0))
            return CanonicalNaN.Double;
        if (x > 268435456.0)
            return Logarithm.Log(x) + Constants.Ln2;
        var t = x - 1.0;
        return Logarithm.Log1p(t + Math.Sqrt((2.0 * t) + (t * t)));
    }

    public static double Atanh(double x)
    {
        var a = Math.Abs(x);
        if (!(a <= 1.0))
            return CanonicalNaN.Double;
        if (a < Tiny)
            return x;
        return Math.CopySign(0.5 * Logarithm.Log1p((2.0 * a) / (1.0 - a)), x);
    }

    /// <summary>e^a / 2 without overflow before the result does.</summary>
    private static double HalfExp(double a)
    {
        if (a > 711.0)
            return double.PositiveInfinity;
        return a < 709.0 ? 0.5 * Exponential.Exp(a) : Exponential.ExpOfSum(a, 0.0 - Constants.Ln2);
    }
}
