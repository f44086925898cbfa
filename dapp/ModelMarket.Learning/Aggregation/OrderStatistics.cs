using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Learning.Aggregation;

/// <summary>Median and trimmed mean of every weight over the members of a coalition.</summary>
internal static class OrderStatistics
{
    /// <summary>The middle value; of an even count (a + b) / 2, in double, rounded once.</summary>
    public static void Median(IReadOnlyList<WeightSet> members, ReadOnlySpan<int> coalition, int tensor, Tensor target)
    {
        var column = new float[coalition.Length];
        Span<float> result = target.Floats;
        int middle = column.Length / 2;
        for (int i = 0; i < result.Length; i++)
        {
            Column(members, coalition, tensor, i, column);
            result[i] = (column.Length & 1) == 1 ? column[middle] : (float)(((double)column[middle - 1] + column[middle]) / 2.0);
        }
    }

    /// <summary>The mean without the <paramref name="trim"/> lowest and highest, summed in ascending order.</summary>
    public static void TrimmedMean(IReadOnlyList<WeightSet> members, ReadOnlySpan<int> coalition, int tensor, int trim, Tensor target)
    {
        var column = new float[coalition.Length];
        Span<float> result = target.Floats;
        for (int i = 0; i < result.Length; i++)
        {
            Column(members, coalition, tensor, i, column);
            double sum = 0.0;
            for (int j = trim; j < column.Length - trim; j++)
                sum += column[j];
            result[i] = (float)(sum / (column.Length - (2 * trim)));
        }
    }

    private static void Column(IReadOnlyList<WeightSet> members, ReadOnlySpan<int> coalition, int tensor, int element, float[] column)
    {
        for (int m = 0; m < column.Length; m++)
        {
            float value = members[coalition[m]].Tensors[tensor].Floats[element];
            column[m] = value == 0f ? 0f : value; // one zero, so that equal values have one order
        }

        Array.Sort(column);
    }
}
