using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Learning.Aggregation;

/// <summary>Scaling a submission's difference from the model it started from down to a norm.</summary>
public static class DeltaClip
{
    // Rounding the weights to float can push the norm over the bound again by a few parts in 2^24.
    private const double Margin = 1.0 - (1.0 / (1 << 20));
    private const int TriesMax = 64;

    /// <summary>min(1, C / ‖δ‖) of a squared norm.</summary>
    public static double Factor(double squaredNorm, double normMax)
    {
        double norm = Math.Sqrt(squaredNorm);
        return norm > normMax ? normMax / norm : 1.0;
    }

    /// <summary>origin + factor·(weights − origin) with ‖δ‖ ≤ <paramref name="normMax"/> as the norm gate measures it; a copy where nothing is to be done. A
    /// bound below the precision of the weights gives the origin.</summary>
    public static WeightSet Clip(WeightSet weights, WeightSet origin, double normMax)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(origin);
        double factor = Factor(DeltaGeometry.SquaredNorm(weights, origin), normMax);
        for (int i = 0; i < TriesMax; i++)
        {
            WeightSet clipped = Scaled(weights, origin, factor);
            if (DeltaGeometry.WithinNorm(DeltaGeometry.SquaredNorm(clipped, origin), normMax))
                return clipped;
            factor *= Margin;
        }

        return origin.Copy();
    }

    private static WeightSet Scaled(WeightSet weights, WeightSet origin, double factor)
    {
        WeightSet scaled = weights.Copy();
        if (factor == 1.0)
            return scaled;
        for (int t = 0; t < scaled.Tensors.Count; t++)
        {
            Tensor from = origin.Tensors[t], to = scaled.Tensors[t];
            for (int i = 0; i < to.Count; i++)
                to.Floats[i] = (float)(from.Floats[i] + (factor * ((double)to.Floats[i] - from.Floats[i])));
        }

        return scaled;
    }
}
