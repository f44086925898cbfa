namespace ModelMarket.Learning.Numerics;

/// <summary>An unevaluated sum of two doubles, |Lo| at most half a unit in the last place of Hi: about 106 bits. Only + − × ÷ are used
/// (Dekker 1971, Knuth), so it is the same on every processor. For intermediate results of moderate size; no overflow handling.</summary>
internal readonly struct DoubleDouble
{
    private const double Splitter = 134217729.0; // 2^27 + 1

    public DoubleDouble(double hi, double lo)
    {
        Hi = hi;
        Lo = lo;
    }

    public double Hi { get; }

    public double Lo { get; }

    /// <summary>Exact sum of two doubles.</summary>
    public static DoubleDouble Sum(double a, double b)
    {
        var s = a + b;
        var t = s - a;
        return new DoubleDouble(s, (a - (s - t)) + (b - t));
    }

    /// <summary>Exact sum, |a| ≥ |b|.</summary>
    public static DoubleDouble FastSum(double a, double b)
    {
        var s = a + b;
        return new DoubleDouble(s, b - (s - a));
    }

    /// <summary>Exact product of two doubles, each below 2^996.</summary>
    public static DoubleDouble Product(double a, double b)
    {
        var p = a * b;
        var ca = Splitter * a;
        var ah = ca - (ca - a);
        var al = a - ah;
        var cb = Splitter * b;
        var bh = cb - (cb - b);
        var bl = b - bh;
        return new DoubleDouble(p, (((ah * bh) - p) + (ah * bl) + (al * bh)) + (al * bl));
    }

    /// <summary>Product with a double-double, relative error about 2^-102.</summary>
    public static DoubleDouble Product(DoubleDouble a, DoubleDouble b)
    {
        var p = Product(a.Hi, b.Hi);
        return FastSum(p.Hi, p.Lo + ((a.Hi * b.Lo) + (a.Lo * b.Hi)));
    }

    /// <summary>Sum of two double-doubles, relative error about 2^-102 without cancellation.</summary>
    public static DoubleDouble Sum(DoubleDouble a, DoubleDouble b)
    {
        var s = Sum(a.Hi, b.Hi);
        return FastSum(s.Hi, s.Lo + (a.Lo + b.Lo));
    }

    /// <summary>Quotient of a double by a double-double.</summary>
    public static DoubleDouble Quotient(double a, DoubleDouble b)
    {
        var q = a / b.Hi;
        var p = Product(q, b.Hi);
        return FastSum(q, (((a - p.Hi) - p.Lo) - (q * b.Lo)) / b.Hi);
    }
}
