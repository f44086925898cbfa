using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Metrics;

/// <summary>Sample weights as integers: millionths, rounded to even; all 1 where there are none.</summary>
internal sealed class RowWeights
{
    private const double Millionths = 1_000_000.0;
    private readonly long[]? weights;

    private RowWeights(long[]? weights, Int128 total)
    {
        this.weights = weights;
        Total = total;
    }

    /// <summary>Sum of all, in the unit of <see cref="At"/>.</summary>
    public Int128 Total { get; }

    /// <summary>The weight of a row.</summary>
    public long At(int row) => weights is null ? 1 : weights[row];

    /// <summary>The weights of rows; <paramref name="tensor"/> null means equal ones.</summary>
    public static RowWeights Of(Tensor? tensor, int rows)
    {
        if (tensor is null)
            return new RowWeights(null, rows);
        var weights = new long[rows];
        Int128 total = 0;
        for (int i = 0; i < rows; i++)
        {
            weights[i] = (long)Math.Round(tensor.Floats[i] * Millionths);
            total += weights[i];
        }

        return new RowWeights(weights, total);
    }

    /// <summary>The weights of some rows.</summary>
    public RowWeights Select(ReadOnlySpan<int> rows)
    {
        if (weights is null)
            return new RowWeights(null, rows.Length);
        var chosen = new long[rows.Length];
        Int128 total = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            chosen[i] = weights[rows[i]];
            total += chosen[i];
        }

        return new RowWeights(chosen, total);
    }
}
