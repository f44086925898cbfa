namespace ModelMarket.Learning.Numerics;

/// <summary>pow in double: y·log x in double-double, then exp. Special cases are those of C99, annex F.9.4.4.</summary>
internal static class Power
{
    public static double Pow(double x, double y)
    {
        if (y == 0.0 || x == 1.0)
            return 1.0;
        if (double.IsNaN(x) || double.IsNaN(y))
            return CanonicalNaN.Double;
        if (double.IsInfinity(y))
            return InfiniteExponent(Math.Abs(x), y > 0.0);
        var oddInteger = IsOddInteger(y);
        if (x == 0.0 || double.IsInfinity(x))
            return ZeroOrInfiniteBase(x, y, oddInteger);
        if (x < 0.0 && y != Math.Truncate(y))
            return CanonicalNaN.Double;
        var magnitude = Magnitude(Math.Abs(x), y);
        return x < 0.0 && oddInteger ? -magnitude : magnitude;
    }

    private static double InfiniteExponent(double magnitude, bool positive)
    {
        if (magnitude == 1.0)
            return 1.0;
        return (magnitude > 1.0) == positive ? double.PositiveInfinity : 0.0;
    }

    private static double ZeroOrInfiniteBase(double x, double y, bool oddInteger)
    {
        var vanishes = (x == 0.0) == (y > 0.0);
        var magnitude = vanishes ? 0.0 : double.PositiveInfinity;
        return oddInteger ? Math.CopySign(magnitude, x) : magnitude;
    }

    private static double Magnitude(double x, double y)
    {
        if (x == 1.0)
            return 1.0;
        // The three exponents that models use most are exact or correctly rounded.
        if (y == 1.0)
            return x;
        if (y == 2.0)
            return x * x;
        if (y == 0.5)
            return Math.Sqrt(x);
        // |log x| ≥ 2^-53, so beyond 2^64 the result is out of range.
        if (Math.Abs(y) > 18446744073709551616.0)
            return (x > 1.0) == (y > 0.0) ? double.PositiveInfinity : 0.0;
        var log = Logarithm.Precise(x);
        var product = DoubleDouble.Product(log.Hi, y);
        if (product.Hi > 709.8)
            return double.PositiveInfinity;
        if (product.Hi < -745.2)
            return 0.0;
        return Exponential.ExpOfSum(product.Hi, product.Lo + (log.Lo * y));
    }

    private static bool IsOddInteger(double y)
    {
        var magnitude = Math.Abs(y);
        if (magnitude >= 9007199254740992.0 || magnitude != Math.Truncate(magnitude))
            return false;
        return ((long)magnitude & 1) == 1;
    }
}
