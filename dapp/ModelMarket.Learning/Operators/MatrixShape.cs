using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>A (batched) matrix product after NumPy's rules: vectors are promoted, leading dimensions broadcast.</summary>
internal sealed class MatrixShape
{
    private readonly int[] offsetsA;
    private readonly int[] offsetsB;

    private MatrixShape(int m, int n, int k, int[] output, int[] offsetsA, int[] offsetsB)
    {
        M = m;
        N = n;
        K = k;
        Output = output;
        this.offsetsA = offsetsA;
        this.offsetsB = offsetsB;
    }

    public int M { get; }

    public int N { get; }

    public int K { get; }

    /// <summary>The output's shape.</summary>
    public int[] Output { get; }

    /// <summary>How many products.</summary>
    public int Batches => offsetsA.Length;

    /// <summary>True when every product has the same right side: then all of them are one product with more rows.</summary>
    public bool SharedB { get; private init; }

    public int OffsetA(int batch) => offsetsA[batch];

    public int OffsetB(int batch) => offsetsB[batch];

    /// <summary>False when the shapes do not fit.</summary>
    public static bool TryCreate(int[] a, int[] b, out MatrixShape? shape)
    {
        shape = null;
        if (a.Length == 0 || b.Length == 0)
            return false;
        int[] left = a.Length == 1 ? [1, a[0]] : a, right = b.Length == 1 ? [b[0], 1] : b;
        int m = left[^2], k = left[^1], n = right[^1];
        if (k != right[^2] || !TensorShape.TryBroadcast(left.AsSpan(0, left.Length - 2), right.AsSpan(0, right.Length - 2), out int[] batch))
            return false;
        var output = new List<int>(batch);
        if (a.Length > 1)
            output.Add(m);
        if (b.Length > 1)
            output.Add(n);
        if (!TensorShape.TryCount([.. batch, Math.Max(m, 1), Math.Max(n, 1)], out _))
            return false;
        TensorShape.TryCount(batch, out int count);
        int[] offsetsA = Offsets(batch, left[..^2], count, m * k), offsetsB = Offsets(batch, right[..^2], count, k * n);
        shape = new MatrixShape(m, n, k, [.. output], offsetsA, offsetsB) { SharedB = right.Length == 2 && left.Length >= batch.Length };
        return true;
    }

    private static int[] Offsets(int[] batch, int[] own, int count, int size)
    {
        var offsets = new int[count];
        BroadcastLayout layout = BroadcastLayout.Of(batch, own);
        Span<int> index = stackalloc int[LearningLimits.RankMax], offset = stackalloc int[1];
        for (int start = 0; start < count; start += layout.Inner)
        {
            for (int i = 0; i < layout.Inner; i++)
                offsets[start + i] = (offset[0] + (i * layout.Strides[0][^1])) * size;
            layout.Step(index, offset);
        }

        return offsets;
    }
}
