using System.Numerics;

namespace ModelMarket.Learning.Kernels;

/// <summary>Max and Min of the contract: NaN wins, +0 is greater than −0 (numerics.md §1).</summary>
internal static class Ordering
{
    /// <summary>The greater of two.</summary>
    public static T Max<T>(T a, T b)
        where T : INumber<T>
    {
        if (T.IsNaN(a) || a > b)
            return a;
        if (T.IsNaN(b) || b > a)
            return b;
        return T.IsNegative(a) ? b : a;
    }

    /// <summary>The lesser of two.</summary>
    public static T Min<T>(T a, T b)
        where T : INumber<T>
    {
        if (T.IsNaN(a) || a < b)
            return a;
        if (T.IsNaN(b) || b < a)
            return b;
        return T.IsNegative(a) ? a : b;
    }

    /// <summary>A total order: NaN is greatest, −0 is below +0.</summary>
    public static int Compare<T>(T a, T b)
        where T : INumber<T>
    {
        if (T.IsNaN(a) || T.IsNaN(b))
            return T.IsNaN(a) ? (T.IsNaN(b) ? 0 : 1) : -1;
        if (a != b)
            return a < b ? -1 : 1;
        return T.IsNegative(a) == T.IsNegative(b) ? 0 : T.IsNegative(a) ? -1 : 1;
    }
}
