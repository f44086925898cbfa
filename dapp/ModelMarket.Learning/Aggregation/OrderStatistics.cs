using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Learning.Aggregation;

/// <summary>Median and trimmed mean of every weight over the members of a coalition. All values are finite.</summary>
internal static class OrderStatistics
{
    // Columns that are gathered at a time, so that each member's weights are read in a row.
    private const int BlockColumns = 256;

    /// <summary>The middle value; of an even count (a + b) / 2, in double, rounded once.</summary>
    public static void Median(IReadOnlyList<WeightSet> members, ReadOnlySpan<int> coalition, int tensor, Tensor target)
    {
        int count = coalition.Length, middle = count / 2;
        float[] block = new float[BlockColumns * count];
        Span<float> result = target.Floats;
        for (int first = 0; first < result.Length; first += BlockColumns)
        {
            int columns = Gather(members, coalition, tensor, first, result.Length, block);
            for (int i = 0; i < columns; i++)
            {
                Span<float> column = block.AsSpan(i * count, count);
                Sort(column);
                result[first + i] = (count & 1) == 1 ? column[middle] : (float)(((double)column[middle - 1] + column[middle]) / 2.0);
            }
        }
    }

    /// <summary>The mean without the <paramref name="trim"/> lowest and highest, summed in ascending order.</summary>
    public static void TrimmedMean(IReadOnlyList<WeightSet> members, ReadOnlySpan<int> coalition, int tensor, int trim, Tensor target)
    {
        int count = coalition.Length;
        float[] block = new float[BlockColumns * count];
        Span<float> result = target.Floats;
        for (int first = 0; first < result.Length; first += BlockColumns)
        {
            int columns = Gather(members, coalition, tensor, first, result.Length, block);
            for (int i = 0; i < columns; i++)
            {
                Span<float> column = block.AsSpan(i * count, count);
                Sort(column);
                double sum = 0.0;
                for (int j = trim; j < count - trim; j++)
                    sum += column[j];
                result[first + i] = (float)(sum / (count - (2 * trim)));
            }
        }
    }

    /// <summary>Puts the members' values of each weight side by side, from weight <paramref name="first"/> on; gives the number of weights.</summary>
    private static int Gather(IReadOnlyList<WeightSet> members, ReadOnlySpan<int> coalition, int tensor, int first, int length, float[] block)
    {
        int columns = Math.Min(BlockColumns, length - first);
        for (int m = 0; m < coalition.Length; m++)
        {
            ReadOnlySpan<float> values = members[coalition[m]].Tensors[tensor].Floats.Slice(first, columns);
            for (int i = 0, at = m; i < values.Length; i++, at += coalition.Length)
                block[at] = values[i] == 0f ? 0f : values[i]; // one zero, so that equal values have one order
        }

        return columns;
    }

    private static void Sort(Span<float> column)
    {
        if (column.Length > Aggregator.ShortColumnMax)
        {
            column.Sort();
            return;
        }

        for (int i = 1; i < column.Length; i++)
        {
            float value = column[i];
            int at = i;
            for (; at > 0 && column[at - 1] > value; at--)
                column[at] = column[at - 1];
            column[at] = value;
        }
    }
}
