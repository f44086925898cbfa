using ModelMarket.Learning.Weights;

namespace ModelMarket.Learning.Aggregation;

/// <summary>Krum's scores: the sum of a member's n − f − 2 smallest squared distances to the others, added in ascending order.</summary>
internal static class KrumChoice
{
    /// <summary>Leaves weight 1 with the <paramref name="keep"/> lowest scores, ties to the lower index, and 0 elsewhere.</summary>
    public static void Keep(IReadOnlyList<WeightSet> members, int hostile, int keep, double[] weights)
    {
        int n = members.Count;
        double[] distances = Distances(members);
        var order = new (double Score, int Index)[n];
        var row = new double[n - 1];
        for (int i = 0; i < n; i++)
        {
            int at = 0;
            for (int j = 0; j < n; j++)
            {
                if (j != i)
                    row[at++] = distances[(i * n) + j];
            }

            Array.Sort(row);
            double score = 0.0;
            for (int j = 0; j < n - hostile - 2; j++)
                score += row[j];
            order[i] = (score, i);
        }

        Array.Sort(order, static (a, b) => a.Score != b.Score ? a.Score.CompareTo(b.Score) : a.Index.CompareTo(b.Index));
        Array.Clear(weights);
        for (int i = 0; i < keep; i++)
            weights[order[i].Index] = 1.0;
    }

    private static double[] Distances(IReadOnlyList<WeightSet> members)
    {
        int n = members.Count;
        var distances = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = i + 1; j < n; j++)
            {
                double distance = DeltaGeometry.SquaredNorm(members[j], members[i]);
                distances[(i * n) + j] = distance;
                distances[(j * n) + i] = distance;
            }
        }

        return distances;
    }
}
