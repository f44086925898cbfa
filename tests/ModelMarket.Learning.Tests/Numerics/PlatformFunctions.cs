namespace ModelMarket.Learning.Tests.Numerics;

/// <summary>The C library's functions, used only to sort out the easy cases of the exhaustive test.</summary>
internal static class PlatformFunctions
{
    public static Func<double, double> Named(string name) => name switch
    {
        "Exp" => Math.Exp,
        "Exp2" => x => Math.Pow(2, x),
        "Log" => Math.Log,
        "Log2" => Math.Log2,
        "Sin" => Math.Sin,
        "Cos" => Math.Cos,
        "Tan" => Math.Tan,
        "Asin" => Math.Asin,
        "Acos" => Math.Acos,
        "Atan" => Math.Atan,
        "Sinh" => Math.Sinh,
        "Cosh" => Math.Cosh,
        "Tanh" => Math.Tanh,
        "Asinh" => Math.Asinh,
        "Acosh" => Math.Acosh,
        "Atanh" => Math.Atanh,
        "Sigmoid" => x => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x)),
        "Expm1" => Expm1,
        "Log1p" => Log1p,
        "Softplus" => x => x > 0 ? x + Log1p(Math.Exp(-x)) : Log1p(Math.Exp(x)),
        "Erf" => x => Math.Abs(x) > 7 ? Math.Sign(x) : Math.Abs(x) < 1 ? SmallErf(x) : Math.CopySign(1 - Erfc(Math.Abs(x)), x),
        "Gelu" => x => x > 10 ? x : x < -40 ? -0.0 : x < -1.5 ? 0.5 * x * Erfc(-x * Math.Sqrt(0.5)) : 0.5 * x * (1 + (x < 1.4 ? SmallErf(x * Math.Sqrt(0.5)) : 1 - Erfc(x * Math.Sqrt(0.5)))),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no platform function"),
    };

    /// <summary>Kahan's form.</summary>
    private static double Expm1(double x)
    {
        double u = Math.Exp(x);
        return u == 1 ? x : double.IsInfinity(u) || u - 1 == -1 ? u - 1 : (u - 1) * x / Math.Log(u);
    }

    /// <summary>Kahan's form.</summary>
    private static double Log1p(double x)
    {
        double u = 1 + x;
        return u == 1 || double.IsInfinity(u) ? x : Math.Log(u) * x / (u - 1);
    }

    /// <summary>The Maclaurin series.</summary>
    private static double SmallErf(double x)
    {
        double term = x, sum = x;
        for (int n = 1; n < 40 && Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
        {
            term *= -x * x / n;
            sum += term / ((2 * n) + 1);
        }

        return sum * 1.1283791670955126;
    }

    /// <summary>The continued fraction, from its end; x ≥ 1.</summary>
    private static double Erfc(double x)
    {
        double fraction = x;
        for (int n = 120; n >= 1; n--)
            fraction = x + (n / 2.0 / fraction);
        return Math.Exp(-x * x) / fraction * 0.56418958354775628;
    }
}
