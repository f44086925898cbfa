namespace ModelMarket.Learning.Weights;

/// <summary>Norms and cosines of differences from a common origin, as the gates compare them (mechanism.md §4, numerics.md §3): each difference,
/// product and sum in double, tensors in layout order, elements ascending.</summary>
public static class DeltaGeometry
{
    /// <summary>‖w − origin‖².</summary>
    public static double SquaredNorm(WeightSet weights, WeightSet origin) => Dot(weights, weights, origin);

    /// <summary>(a − origin)·(b − origin).</summary>
    public static double Dot(WeightSet a, WeightSet b, WeightSet origin)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(origin);
        Invariant.Require(a.Layout.Matches(origin.Layout) && b.Layout.Matches(origin.Layout), "weights of two layouts compared");
        double sum = 0.0;
        for (int i = 0; i < origin.Tensors.Count; i++)
            sum = Accumulate(sum, a.Tensors[i].Floats, b.Tensors[i].Floats, origin.Tensors[i].Floats);
        return sum;
    }

    /// <summary>(a − origin)·(b − origin) of outputs over the scored rows.</summary>
    public static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> origin) => Accumulate(0.0, a, b, origin);

    /// <summary>True when the cosine is at least <paramref name="thousandths"/>/1000: dot &gt; 0 and dot²·10⁶ ≥ t²·n1·n2, without root or division.</summary>
    /// <param name="dot">The scalar product.</param>
    /// <param name="squaredNorm1">‖a‖².</param>
    /// <param name="squaredNorm2">‖b‖².</param>
    /// <param name="thousandths">The threshold, 0 to 1000.</param>
    public static bool CosineReaches(double dot, double squaredNorm1, double squaredNorm2, int thousandths)
    {
        double t = thousandths;
        return dot > 0.0 && dot * dot * 1_000_000.0 >= t * t * squaredNorm1 * squaredNorm2;
    }

    /// <summary>True when ‖δ‖ ≤ <paramref name="bound"/>, compared as squares in double.</summary>
    public static bool WithinNorm(double squaredNorm, double bound) => squaredNorm <= bound * bound;

    private static double Accumulate(double sum, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> origin)
    {
        Invariant.Require(a.Length == origin.Length && b.Length == origin.Length, "vectors of different lengths");
        for (int i = 0; i < origin.Length; i++)
        {
            double x = (double)a[i] - origin[i];
            double y = (double)b[i] - origin[i];
            sum += x * y;
        }

        return sum;
    }
}
