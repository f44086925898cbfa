using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Training.Gradients;

/// <summary>Dense products for the backward pass: y = a·b with b row-major, each output summed from +0 in ascending order of the inner index. Lanes
/// are different outputs, so every width gives the same bits.</summary>
internal static class MatrixProduct
{
    private const int RowsPerPart = 16;
    private const int TileColumns = 4 * 8;

    /// <summary>y[m, n] = Σ_p a(i, p)·b(p, j); a(i, p) lies at i·rowA + p·columnA.</summary>
    /// <param name="node">Whose width and partition are used.</param>
    /// <param name="a">Left operand.</param>
    /// <param name="rowA">Elements from row to row.</param>
    /// <param name="columnA">Elements from column to column.</param>
    /// <param name="b">Right operand, row-major: [k, n], or [n, k] where <paramref name="transposedB"/>.</param>
    /// <param name="transposedB">How b lies.</param>
    /// <param name="y">Result, [m, n].</param>
    /// <param name="m">Rows.</param>
    /// <param name="n">Columns.</param>
    /// <param name="k">Terms of each sum.</param>
    public static void Multiply(GradientNode node, Operand a, int rowA, int columnA, Operand b, bool transposedB, Operand y, int m, int n, int k)
    {
        KernelWidth width = node.Forward.Width;
        Operand left = columnA == 1 ? a : new Operand(Gathered(node, a.Span, rowA, columnA, m, k));
        int step = columnA == 1 ? rowA : k;
        PackedMatrix right = node.Pack(b.Span, k, n, transposedB ? 1 : n, transposedB ? k : 1, TileShape.LanesOf(width));
        int parts = Math.Max(1, Math.Min(node.Partition.Width, m / RowsPerPart)), rows = ((m + parts - 1) / parts + 7) / 8 * 8;
        if (parts == 1)
        {
            FloatMatrix.Multiply(width, left.Span, step, right, y.Span, m, default);
            return;
        }

        node.Partition.Run(parts, part =>
        {
            int first = part * rows, count = Math.Min(rows, m - first);
            if (count > 0)
                FloatMatrix.Multiply(width, left.Span[(first * step)..], step, right, y.Span[(first * n)..], count, default);
        });
    }

    /// <summary>y[m, n] += …: each sum goes on from what y holds (one long sum in several calls), b row-major [k, n].</summary>
    public static void Proceed(GradientNode node, Operand a, int rowA, int columnA, Operand b, Operand y, int m, int n, int k)
    {
        int parts = (m + RowsPerPart - 1) / RowsPerPart;
        node.Partition.Run(parts, part =>
        {
            int from = part * RowsPerPart, to = Math.Min(m, from + RowsPerPart);
            Rows(a.Span, rowA, columnA, b.Span, y.Span, from, to, n, k);
        });
    }

    /// <summary>The left side made row-major, 16 columns at a time so that each line of memory is written once.</summary>
    private static float[] Gathered(GradientNode node, ReadOnlySpan<float> source, int row, int column, int m, int k)
    {
        const int Columns = 16;
        float[] target = node.Buffer(m * k);
        for (int first = 0; first < k; first += Columns)
        {
            int last = Math.Min(k, first + Columns);
            for (int i = 0; i < m; i++)
            {
                for (int p = first; p < last; p++)
                    target[(i * k) + p] = source[(i * row) + (p * column)];
            }
        }

        return target;
    }

    /// <summary>The transpose of a row-major matrix of <paramref name="rows"/> × <paramref name="columns"/>.</summary>
    public static float[] Transposed(ReadOnlySpan<float> source, int rows, int columns)
    {
        var target = new float[source.Length];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
                target[(j * rows) + i] = source[(i * columns) + j];
        }

        return target;
    }

    private static void Rows(ReadOnlySpan<float> a, int rowA, int columnA, ReadOnlySpan<float> b, Span<float> y, int from, int to, int n, int k)
    {
        int j = 0;
        for (; j + TileColumns <= n; j += TileColumns)
        {
            for (int i = from; i < to; i++)
                Tile(a[(i * rowA)..], columnA, b[j..], y.Slice((i * n) + j, TileColumns), n, k);
        }

        for (int i = from; i < to; i++)
            Tail(a[(i * rowA)..], columnA, b, y.Slice(i * n, n), j, n, k);
    }

    /// <summary>32 neighbouring outputs of one row, kept in registers over the whole sum.</summary>
    private static void Tile(ReadOnlySpan<float> a, int columnA, ReadOnlySpan<float> b, Span<float> y, int n, int k)
    {
        Span<Vector256<float>> target = MemoryMarshal.Cast<float, Vector256<float>>(y);
        Vector256<float> s0 = target[0], s1 = target[1], s2 = target[2], s3 = target[3];
        for (int p = 0; p < k; p++)
        {
            Vector256<float> x = Vector256.Create(a[p * columnA]);
            ReadOnlySpan<Vector256<float>> row = MemoryMarshal.Cast<float, Vector256<float>>(b.Slice(p * n, TileColumns));
            s0 += x * row[0];
            s1 += x * row[1];
            s2 += x * row[2];
            s3 += x * row[3];
        }

        target[0] = s0;
        target[1] = s1;
        target[2] = s2;
        target[3] = s3;
    }

    private static void Tail(ReadOnlySpan<float> a, int columnA, ReadOnlySpan<float> b, Span<float> y, int from, int n, int k)
    {
        Span<float> rest = y[from..];
        for (int p = 0; p < k && rest.Length > 0; p++)
        {
            float x = a[p * columnA];
            ReadOnlySpan<float> row = b.Slice((p * n) + from, rest.Length);
            for (int j = 0; j < rest.Length; j++)
                rest[j] += x * row[j];
        }
    }

    /// <summary>Floats that a part may read or write: a tensor's or an array's, from an offset on. (Spans cannot enter a closure.)</summary>
    internal readonly struct Operand
    {
        private readonly Tensor? tensor;
        private readonly float[]? array;
        private readonly int offset;

        public Operand(Tensor tensor, int offset = 0)
        {
            this.tensor = tensor;
            this.offset = offset;
        }

        public Operand(float[] array, int offset = 0)
        {
            this.array = array;
            this.offset = offset;
        }

        public Span<float> Span => tensor is not null ? tensor.Floats[offset..] : array.AsSpan(offset);
    }
}
