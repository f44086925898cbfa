using ModelMarket.Learning.Weights;

namespace Properties.Simulation;

/// <summary>
/// Calibration of gate 3 on breast cancer: how alike honest owners' weights are who share no row, beside copies. A convex model leads everybody
/// to nearly the same place, so the threshold must lie above every honest pair and below every copy.
/// </summary>
public static class DuplicateTable
{
    /// <summary>The threshold of the simulated jobs, × 1000: the default of the command line.</summary>
    public const uint Threshold = 999;

    /// <summary>The cosine of two deltas from the initial weights.</summary>
    public static double Cosine(WeightSet initial, WeightSet a, WeightSet b)
    {
        double dot = 0, first = 0, second = 0;
        for (int t = 0; t < a.Tensors.Count; t++)
        {
            ReadOnlySpan<float> x = a.Tensors[t].Floats, y = b.Tensors[t].Floats, from = initial.Tensors[t].Floats;
            for (int i = 0; i < x.Length; i++)
            {
                double dx = (double)x[i] - from[i], dy = (double)y[i] - from[i];
                dot += dx * dy;
                first += dx * dx;
                second += dy * dy;
            }
        }

        return dot / Math.Sqrt(first * second);
    }

    /// <summary>Cosines of every pair of the four owners of one world, who share no row.</summary>
    public static IEnumerable<double> HonestPairs(World world)
    {
        WeightSet[] owners = [.. Enumerable.Range(0, 4).Select(owner => world.Trained(owner))];
        for (int i = 0; i < owners.Length; i++)
        {
            for (int j = 0; j < i; j++) yield return Cosine(world.Initial, owners[i], owners[j]);
        }
    }

    /// <summary>One owner who trains twice on the same rows, shuffled otherwise: as alike as honest training gets.</summary>
    public static double SameRows(World world) => Cosine(world.Initial, world.Trained(0, 1), world.Trained(0, 2));
}
