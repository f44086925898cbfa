using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Data;

/// <summary>Copies rows (slices along the first dimension) between tensors.</summary>
public static class RowCopy
{
    /// <summary>The given rows of a tensor, in that order, in a tensor of <paramref name="rowCount"/> rows; rows beyond are zeros (padding of a last batch).</summary>
    public static Tensor Gather(Tensor source, ReadOnlySpan<int> rows, int rowCount)
    {
        Tensor target = Empty(source, rowCount);
        int rowBytes = RowBytes(source);
        for (int i = 0; i < rows.Length; i++)
            source.Bytes.Slice(rows[i] * rowBytes, rowBytes).CopyTo(target.Bytes[(i * rowBytes)..]);
        return target;
    }

    /// <summary>Rows <paramref name="first"/> … of a tensor in a tensor of <paramref name="rowCount"/> rows; missing ones are zeros.</summary>
    public static Tensor Range(Tensor source, int first, int count, int rowCount)
    {
        Tensor target = Empty(source, rowCount);
        int rowBytes = RowBytes(source);
        source.Bytes.Slice(first * rowBytes, count * rowBytes).CopyTo(target.Bytes);
        return target;
    }

    /// <summary>Overwrites a batch tensor with the given rows of a source of the same type and row shape.</summary>
    public static void Gather(Tensor source, ReadOnlySpan<int> rows, Tensor target)
    {
        int rowBytes = RowBytes(source);
        for (int i = 0; i < rows.Length; i++)
            source.Bytes.Slice(rows[i] * rowBytes, rowBytes).CopyTo(target.Bytes[(i * rowBytes)..]);
    }

    /// <summary>Bytes of one row.</summary>
    public static int RowBytes(Tensor tensor) => tensor.Shape[0] == 0 ? 0 : tensor.Bytes.Length / tensor.Shape[0];

    private static Tensor Empty(Tensor source, int rowCount)
    {
        var shape = (int[])source.Shape.Clone();
        shape[0] = rowCount;
        return Tensor.Create(source.Type, shape);
    }
}
