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
    private const int TurnedGain = 2;
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
        if (transposedB && m * (n + k) < n * k / TurnedGain)
        {
            Turned(node, a, rowA, columnA, b, y, m, n, k);
            return;
        }

        KernelWidth width = node.Forward.Width;
        (Operand left, int step) = Left(node, a, rowA, columnA, m, k);
        PackedMatrix right = Right(node, b, transposedB, n, k);
        InParts(node, m, (first, count) => FloatMatrix.Multiply(width, left.Span[(first * step)..], step, right, y.Span[(first * n)..], count, default));
    }

    /// <summary>As <see cref="Multiply"/>, times <paramref name="factor"/>, but a few rows at a time go to a sink while they are in the nearest cache.</summary>
    public static void Stream(
        GradientNode node, int sink, float factor, Operand a, int rowA, int columnA, Operand b, bool transposedB, int m, int n, int k)
    {
        KernelWidth width = node.Forward.Width;
        (Operand left, int step) = Left(node, a, rowA, columnA, m, k);
        PackedMatrix right = Right(node, b, transposedB, n, k);
        int blocks = (m + RowsPerPart - 1) / RowsPerPart, parts = Math.Clamp(blocks, 1, node.Partition.Width), perPart = (blocks + parts - 1) / parts * RowsPerPart;
        float[] memory = node.Buffer("rows of a gradient", parts * RowsPerPart * n);
        node.Partition.Run(parts, part =>
        {
            for (int first = part * perPart; first < Math.Min(m, (part + 1) * perPart); first += RowsPerPart)
            {
                int count = Math.Min(RowsPerPart, m - first);
                Span<float> rows = memory.AsSpan(part * RowsPerPart * n, count * n);
                FloatMatrix.Multiply(width, left.Span[(first * step)..], step, right, rows, count, default);
                Scale(rows, factor);
                node.Send(sink, first * n, rows);
            }
        });
    }

    /// <summary>The gradient of a packed right side, aᵀ·dy with a sum over <paramref name="rows"/> rows: a few rows of a panel at a time go to the sink, in
    /// the packed form's order.</summary>
    public static void StreamPacked(GradientNode node, int sink, PackedMatrix weights, float factor, Operand a, int rowA, int columnA, Operand dy, int rows)
    {
        KernelWidth width = node.Forward.Width;
        bool asItLies = TileShape.TakesColumns(width);
        (Operand left, int step) = asItLies ? (a, rowA) : Left(node, a, rowA, columnA, weights.K, rows);
        int next = asItLies ? columnA : 1;
        PackedMatrix right = Right(node, dy, false, weights.N, rows);
        int blocks = (weights.K + RowsPerPart - 1) / RowsPerPart, parts = Math.Clamp(blocks, 1, node.Partition.Width), perPart = (blocks + parts - 1) / parts * RowsPerPart;
        int room = RowsPerPart * weights.PanelVectors * weights.Lanes;
        float[] memory = node.Buffer("rows of a panel", parts * room);
        node.Partition.Run(parts, part =>
        {
            Span<float> own = memory.AsSpan(part * room, room);
            for (int panel = 0, start = 0; panel < weights.Panels; panel++)
            {
                int columns = weights.VectorsOf(panel) * weights.Lanes;
                for (int first = part * perPart; first < Math.Min(weights.K, (part + 1) * perPart); first += RowsPerPart)
                {
                    int count = Math.Min(RowsPerPart, weights.K - first);
                    Span<float> gradient = own[..(count * columns)];
                    node.Announce(sink, start + (first * columns), gradient.Length);
                    FloatMatrix.MultiplyPanel(width, left.Span[(first * step)..], step, next, right, panel, gradient, count);
                    Scale(gradient, factor);
                    node.Send(sink, start + (first * columns), gradient);
                }

                start += columns * weights.K;
            }
        });
    }

    /// <summary>y[m, k] = dy·wᵀ for a packed w of k × n: turned, so that w is walked as it lies.</summary>
    public static void Back(GradientNode node, Operand dy, PackedMatrix weights, Operand y, int m)
    {
        KernelWidth width = node.Forward.Width;
        int k = weights.K;
        PackedMatrix right = node.Pack(dy.Span, weights.N, m, 1, weights.N, TileShape.LanesOf(width));
        float[] turned = node.Buffer("turned product", k * m);
        InParts(node, k, (first, count) => FloatMatrix.Multiply(width, weights, first, right, turned.AsSpan(first * m), count));
        Transposition.Run(turned, k, m, m, y.Span, k);
    }

    private static void InParts(GradientNode node, int count, Action<int, int> body)
    {
        int parts = Math.Max(1, Math.Min(node.Partition.Width, count / RowsPerPart)), rows = ((count + parts - 1) / parts + 7) / 8 * 8;
        node.Partition.Run(parts, part =>
        {
            int first = part * rows, own = Math.Min(rows, count - first);
            if (own > 0)
                body(first, own);
        });
    }

    /// <summary>Multiplies every element, unless by 1.</summary>
    public static void Scale(Span<float> values, float factor)
    {
        if (factor == 1f)
            return;
        for (int i = 0; i < values.Length; i++)
            values[i] *= factor;
    }

    /// <summary>yᵀ = b·aᵀ for b lying as [n, k]: with few rows, turning a and y costs less than packing bᵀ. The same products in the same order.</summary>
    private static void Turned(GradientNode node, Operand a, int rowA, int columnA, Operand b, Operand y, int m, int n, int k)
    {
        KernelWidth width = node.Forward.Width;
        PackedMatrix right = node.Pack(a.Span, k, m, columnA, rowA, TileShape.LanesOf(width));
        float[] turned = node.Buffer("turned product", n * m);
        InParts(node, n, (first, count) => FloatMatrix.Multiply(width, b.Span[(first * k)..], k, right, turned.AsSpan(first * m), count, default));
        Transposition.Run(turned, n, m, m, y.Span, n);
    }

    private static PackedMatrix Right(GradientNode node, Operand b, bool transposed, int n, int k) =>
        node.Pack(b.Span, k, n, transposed ? 1 : n, transposed ? k : 1, TileShape.LanesOf(node.Forward.Width));

    private static (Operand Left, int Step) Left(GradientNode node, Operand a, int row, int column, int m, int k)
    {
        if (column == 1)
            return (a, row);
        float[] target = node.Buffer("left side", m * k);
        if (row == 1)
            Transposition.Run(a.Span, k, m, column, target, k);
        else
            Gather(a.Span, row, column, m, k, target);
        return (new Operand(target), k);
    }

    private static void Gather(ReadOnlySpan<float> source, int row, int column, int m, int k, float[] target)
    {
        for (int i = 0; i < m; i++)
        {
            for (int p = 0; p < k; p++)
                target[(i * k) + p] = source[(i * row) + (p * column)];
        }
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

    /// <summary>The transpose of a row-major matrix of <paramref name="rows"/> × <paramref name="columns"/>.</summary>
    public static float[] Transposed(ReadOnlySpan<float> source, int rows, int columns)
    {
        var target = new float[source.Length];
        Transposition.Run(source, rows, columns, columns, target, rows);
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
