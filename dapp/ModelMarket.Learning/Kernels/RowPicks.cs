using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Kernels;

/// <summary>Picks the same columns from every row of a matrix.</summary>
internal static class RowPicks
{
    /// <summary>y[row, i] = x[row, columns[i]]; both are row after row.</summary>
    /// <param name="source">Rows of <paramref name="width"/> elements.</param>
    /// <param name="width">Elements of a source row.</param>
    /// <param name="columns">Columns within a row.</param>
    /// <param name="target">As many rows, one element for each column.</param>
    public static void Copy(Tensor source, int width, ReadOnlySpan<int> columns, Tensor target)
    {
        if (source.Type == ElementType.String)
        {
            Copy<string>(source.Strings, width, columns, target.Strings);
            return;
        }

        switch (source.Type.SizeBytes())
        {
            case 1: Copy<byte>(source.Bytes, width, columns, target.Bytes); break;
            case 2: Copy<ushort>(source.Elements<ushort>(), width, columns, target.Elements<ushort>()); break;
            case 4: Copy<uint>(source.Elements<uint>(), width, columns, target.Elements<uint>()); break;
            default: Copy<ulong>(source.Elements<ulong>(), width, columns, target.Elements<ulong>()); break;
        }
    }

    private static void Copy<T>(ReadOnlySpan<T> source, int width, ReadOnlySpan<int> columns, Span<T> target)
    {
        while (!target.IsEmpty)
        {
            ReadOnlySpan<T> row = source[..width];
            for (int i = 0; i < columns.Length; i++)
                target[i] = row[columns[i]];
            source = source[width..];
            target = target[columns.Length..];
        }
    }
}
