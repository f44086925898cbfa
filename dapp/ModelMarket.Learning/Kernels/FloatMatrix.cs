using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelMarket.Learning.Kernels;

/// <summary>Float matrix products with packed right sides. Bit for bit what <see cref="PlainMatrix"/> gives, at any width.</summary>
internal static class FloatMatrix
{
    /// <summary>Floats of the left side that are walked once per panel: with a panel they stay in the second cache.</summary>
    private const int BlockA = 32 * 1024;

    /// <summary>y = end(a · b); rows of a start <paramref name="stepA"/> elements apart, y is dense.</summary>
    public static void Multiply(KernelWidth width, ReadOnlySpan<float> a, int stepA, PackedMatrix b, Span<float> y, int m, GemmEnd end)
    {
        switch (width)
        {
            case KernelWidth.Vector512: Multiply<Lanes512, Vector512<float>>(a, stepA, b, y, m, end, width); break;
            case KernelWidth.Vector256: Multiply<Lanes256, Vector256<float>>(a, stepA, b, y, m, end, width); break;
            case KernelWidth.Vector128: Multiply<Lanes128, Vector128<float>>(a, stepA, b, y, m, end, width); break;
            default: Multiply<LanesScalar, float>(a, stepA, b, y, m, end, width); break;
        }
    }

    private static void Multiply<TLanes, TVector>(ReadOnlySpan<float> a, int stepA, PackedMatrix b, Span<float> y, int m, GemmEnd end, KernelWidth width)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int tileRows = TileShape.RowsOf(width), slice = TileShape.SliceOf(width), rows = Math.Max(tileRows, BlockA / Math.Max(1, b.K) / tileRows * tileRows);
        for (int row = 0; row < m; row += rows)
        {
            int count = Math.Min(rows, m - row);
            for (int panel = 0; panel < b.Panels; panel++)
            {
                for (int k = 0; k < b.K || k == 0; k += slice)
                    Slice<TLanes, TVector>(a, stepA, b, y, new Part(row, count, panel, k, Math.Min(slice, b.K - k)), end, tileRows);
            }
        }
    }

    /// <summary>Rows of one panel of a · b: y is dense, its rows as wide as the panel. Elements of a row of a lie <paramref name="next"/> apart: 1 where
    /// <see cref="TileShape.TakesColumns"/> does not say otherwise.</summary>
    public static void MultiplyPanel(KernelWidth width, ReadOnlySpan<float> a, int stepA, int next, PackedMatrix b, int panel, Span<float> y, int m)
    {
        switch (width)
        {
            case KernelWidth.Vector512: MultiplyPanel<Lanes512, Vector512<float>>(a, stepA, next, b, panel, y, m, width); break;
            case KernelWidth.Vector256: MultiplyPanel<Lanes256, Vector256<float>>(a, stepA, next, b, panel, y, m, width); break;
            case KernelWidth.Vector128: MultiplyPanel<Lanes128, Vector128<float>>(a, stepA, next, b, panel, y, m, width); break;
            default: MultiplyPanel<LanesScalar, float>(a, stepA, next, b, panel, y, m, width); break;
        }
    }

    /// <summary>y = a · b for <paramref name="m"/> rows, from <paramref name="first"/> on, of an a that is packed itself: the sums of one of its panels go on in the next.</summary>
    public static void Multiply(KernelWidth width, PackedMatrix a, int first, PackedMatrix b, Span<float> y, int m)
    {
        switch (width)
        {
            case KernelWidth.Vector512: Multiply<Lanes512, Vector512<float>>(a, first, b, y, m, width); break;
            case KernelWidth.Vector256: Multiply<Lanes256, Vector256<float>>(a, first, b, y, m, width); break;
            case KernelWidth.Vector128: Multiply<Lanes128, Vector128<float>>(a, first, b, y, m, width); break;
            default: Multiply<LanesScalar, float>(a, first, b, y, m, width); break;
        }
    }

    private static void MultiplyPanel<TLanes, TVector>(ReadOnlySpan<float> a, int stepA, int next, PackedMatrix b, int panel, Span<float> y, int m, KernelWidth width)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int vectors = b.VectorsOf(panel), columns = vectors * TLanes.Count, tileRows = TileShape.RowsOf(width), slice = TileShape.SliceOf(width);
        Invariant.Require(next == 1 || TileShape.TakesColumns(width), "a tile that takes elements side by side");
        Invariant.Require(m == 0 || b.K == 0 || (y.Length >= m * columns && a.Length > ((m - 1) * stepA) + ((b.K - 1) * next)), "a panel outside its memory");
        for (int k = 0; k < b.K || k == 0; k += slice)
        {
            ref float right = ref Unsafe.Add(ref b.Panel(panel), k * columns);
            for (int row = 0; row < m;)
            {
                int tile = TileOf(m - row, tileRows);
                Tile<TLanes, TVector>(
                    tile, vectors, ref Unsafe.Add(ref MemoryMarshal.GetReference(a), (row * stepA) + (k * next)), (nuint)stepA, (nuint)next, ref right, (nuint)Math.Min(slice, b.K - k),
                    ref Unsafe.Add(ref MemoryMarshal.GetReference(y), row * columns), (nuint)columns, k > 0);
                row += tile;
            }
        }
    }

    private static void Multiply<TLanes, TVector>(PackedMatrix a, int first, PackedMatrix b, Span<float> y, int m, KernelWidth width)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        Invariant.Require(a.N == b.K && first + m <= a.K, "a packed product of other sizes");
        for (int panel = 0; panel < b.Panels; panel++)
        {
            for (int left = 0; left < a.Panels; left++)
            {
                int step = a.VectorsOf(left) * a.Lanes, k = left * a.PanelVectors * a.Lanes;
                var part = new Part(0, m, panel, k, Math.Min(step, a.N - k)) { From = 0 };
                Slice<TLanes, TVector>(a.PanelFloats(left)[(first * step)..], step, b, y, part, default, TileShape.RowsOf(width));
            }
        }
    }

    /// <summary>Rows × columns of a panel, over a stretch of k; <c>From</c> is where that stretch begins in the rows of the left side.</summary>
    private readonly record struct Part(int Row, int Rows, int Panel, int K, int Depth)
    {
        public int From { get; init; } = K;
    }

    private static int TileOf(int left, int tileRows) => left >= tileRows ? tileRows : left >= 4 ? 4 : 1;

    private static void Slice<TLanes, TVector>(ReadOnlySpan<float> a, int stepA, PackedMatrix b, Span<float> y, Part part, GemmEnd end, int tileRows)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int vectors = b.VectorsOf(part.Panel), width = vectors * TLanes.Count, first = part.Panel * b.PanelVectors * TLanes.Count;
        int columns = Math.Min(width, b.N - first), k = part.Depth;
        bool resume = part.K > 0, last = part.K + k >= b.K;
        ref float panel = ref Unsafe.Add(ref b.Panel(part.Panel), part.K * width);
        Span<float> spare = stackalloc float[8 * 3 * 16];
        for (int row = part.Row; row < part.Row + part.Rows;)
        {
            int tile = TileOf(part.Row + part.Rows - row, tileRows);
            ref float source = ref Unsafe.Add(ref MemoryMarshal.GetReference(a), (row * stepA) + part.From);
            Span<float> target = y[((row * b.N) + first)..];
            if (columns == width)
            {
                Tile<TLanes, TVector>(tile, vectors, ref source, (nuint)stepA, 1, ref panel, (nuint)k, ref MemoryMarshal.GetReference(target), (nuint)b.N, resume);
            }
            else
            {
                Copy(target, b.N, spare, width, tile, resume ? columns : 0);
                Tile<TLanes, TVector>(tile, vectors, ref source, (nuint)stepA, 1, ref panel, (nuint)k, ref MemoryMarshal.GetReference(spare), (nuint)width, resume);
                Copy(spare, width, target, b.N, tile, columns);
            }

            if (last && end.Any)
                End<TLanes, TVector>(target, b.N, tile, columns, end.Bias.IsEmpty ? default : end.Bias.Slice(first, columns), end.Relu);
            row += tile;
        }
    }

    private static void Copy(Span<float> source, int stepSource, Span<float> target, int stepTarget, int rows, int columns)
    {
        for (int i = 0; i < rows && columns > 0; i++)
            source.Slice(i * stepSource, columns).CopyTo(target[(i * stepTarget)..]);
    }

    private static void End<TLanes, TVector>(Span<float> y, int step, int rows, int columns, ReadOnlySpan<float> bias, bool relu)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        ref float added = ref MemoryMarshal.GetReference(bias);
        for (int i = 0; i < rows; i++)
        {
            ref float row = ref y[i * step];
            int j = 0;
            for (; j <= columns - TLanes.Count; j += TLanes.Count)
            {
                TVector value = TLanes.Load(ref row, (nuint)j);
                value = bias.IsEmpty ? value : TLanes.Add(value, TLanes.Load(ref added, (nuint)j));
                TLanes.Store(relu ? TLanes.Relu(value) : value, ref row, (nuint)j);
            }

            for (; j < columns; j++)
            {
                float value = bias.IsEmpty ? Unsafe.Add(ref row, j) : Unsafe.Add(ref row, j) + bias[j];
                Unsafe.Add(ref row, j) = relu ? LanesScalar.Relu(value) : value;
            }
        }
    }

    private static void Tile<TLanes, TVector>(int rows, int vectors, ref float a, nuint stepA, nuint next, ref float b, nuint k, ref float c, nuint stepC, bool resume)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        if (TLanes.Count == 16 && vectors == 3) // the other widths need no code for it
            Tile<Bundle3<TLanes, TVector>>(rows, ref a, stepA, next, ref b, k, ref c, stepC, resume);
        else if (vectors == 2)
            Tile<Bundle2<TLanes, TVector>>(rows, ref a, stepA, next, ref b, k, ref c, stepC, resume);
        else
            Tile<Bundle1<TLanes, TVector>>(rows, ref a, stepA, next, ref b, k, ref c, stepC, resume);
    }

    private static void Tile<TBundle>(int rows, ref float a, nuint stepA, nuint next, ref float b, nuint k, ref float c, nuint stepC, bool resume)
        where TBundle : struct, IBundle<TBundle>
    {
        switch (rows)
        {
            case 8: GemmTiles<TBundle>.Tile8(ref a, stepA, next, ref b, k, ref c, stepC, resume); break;
            case 6: GemmTiles<TBundle>.Tile6(ref a, stepA, ref b, k, ref c, stepC, resume); break;
            case 4: GemmTiles<TBundle>.Tile4(ref a, stepA, next, ref b, k, ref c, stepC, resume); break;
            default: GemmTiles<TBundle>.Tile1(ref a, stepA, next, ref b, k, ref c, stepC, resume); break;
        }
    }
}
