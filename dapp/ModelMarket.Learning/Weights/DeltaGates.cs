namespace ModelMarket.Learning.Weights;

/// <summary>Gates 2 and 3 of mechanism.md §4 as yes or no, so that callers outside this library hold no floating point (numerics.md §3).</summary>
public static class DeltaGates
{
    private const double MicrosPerUnit = 1_000_000.0;

    /// <summary>True when ‖w − origin‖ ≤ bound, compared as squares in double.</summary>
    /// <param name="weights">w.</param>
    /// <param name="origin">The initial weights.</param>
    /// <param name="boundMicros">The bound × 10⁶, converted by one division.</param>
    public static bool IsWithinNorm(WeightSet weights, WeightSet origin, ulong boundMicros) =>
        DeltaGeometry.WithinNorm(DeltaGeometry.SquaredNorm(weights, origin), boundMicros / MicrosPerUnit);

    /// <summary>True when the cosine of the two weight deltas is at least <paramref name="thousandths"/>/1000.</summary>
    public static bool AreSameDirection(WeightSet a, WeightSet b, WeightSet origin, uint thousandths) =>
        DeltaGeometry.CosineReaches(
            DeltaGeometry.Dot(a, b, origin), DeltaGeometry.SquaredNorm(a, origin), DeltaGeometry.SquaredNorm(b, origin), (int)thousandths);

    /// <summary>True when the cosine of the two output deltas is at least <paramref name="thousandths"/>/1000.</summary>
    public static bool AreSameDirection(ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> origin, uint thousandths) =>
        DeltaGeometry.CosineReaches(
            DeltaGeometry.Dot(a, b, origin), DeltaGeometry.Dot(a, a, origin), DeltaGeometry.Dot(b, b, origin), (int)thousandths);
}
