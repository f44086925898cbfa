using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelMarket.Learning.Kernels;

/// <summary>
/// The right side of a product laid out for the tiles: panels of a tile's vectors of columns, in each panel row after row,
/// the last panel filled up with zeros (their sums are never stored).
/// </summary>
internal sealed class PackedMatrix : IPackedForm
{
    private readonly byte[] block;
    private readonly int start, offset, rowStep, columnStep;

    private PackedMatrix(int k, int n, int rowStep, int columnStep, int lanes, int offset)
    {
        this.offset = offset;
        K = k;
        N = n;
        this.rowStep = rowStep;
        this.columnStep = columnStep;
        Lanes = lanes;
        PanelVectors = TileShape.VectorsOf(lanes);
        int whole = n / (PanelVectors * lanes), rest = n - (whole * PanelVectors * lanes);
        RestVectors = (rest + lanes - 1) / lanes;
        WholePanels = whole;
        block = AlignedBlock.Allocate(checked(k * ((whole * PanelVectors) + RestVectors) * lanes * sizeof(float)), out start);
    }

    /// <summary>Rows.</summary>
    public int K { get; }

    /// <summary>Columns.</summary>
    public int N { get; }

    /// <summary>Columns side by side in one vector.</summary>
    public int Lanes { get; }

    /// <summary>Vectors of a whole panel.</summary>
    public int PanelVectors { get; }

    /// <summary>Whole panels.</summary>
    public int WholePanels { get; }

    /// <summary>Vectors of the last, narrower panel; 0 when there is none.</summary>
    public int RestVectors { get; }

    /// <summary>All panels.</summary>
    public int Panels => WholePanels + (RestVectors > 0 ? 1 : 0);

    /// <summary>Vectors of a panel.</summary>
    public int VectorsOf(int panel) => panel < WholePanels ? PanelVectors : RestVectors;

    /// <summary>The first element of a panel.</summary>
    public ref float Panel(int panel) =>
        ref MemoryMarshal.GetReference(MemoryMarshal.Cast<byte, float>(block.AsSpan(start + (panel * PanelVectors * Lanes * K * sizeof(float)))));

    /// <summary>Packs a k × n matrix that starts <paramref name="offset"/> elements into <paramref name="b"/> and has the given strides in elements.</summary>
    public static PackedMatrix Of(ReadOnlySpan<float> b, int k, int n, int rowStep, int columnStep, int lanes, int offset = 0)
    {
        var packed = new PackedMatrix(k, n, rowStep, columnStep, lanes, offset);
        packed.Refill(b);
        return packed;
    }

    /// <summary>Packs another matrix of the same size and strides into the same memory.</summary>
    public void Refill(ReadOnlySpan<float> source)
    {
        for (int panel = 0; panel < Panels; panel++)
        {
            int first = panel * PanelVectors * Lanes, width = VectorsOf(panel) * Lanes, columns = Math.Min(width, N - first);
            ReadOnlySpan<float> from = K == 0 ? default : source[(offset + (first * columnStep))..];
            if (columnStep == 1)
                Rows(from, panel);
            else if (rowStep == 1)
                Transposition.Run(from, columns, K, columnStep, PanelFloats(panel), width);
            else
                Elements(from, panel, columns);
        }
    }

    /// <summary>All numbers as they lie here, panel after panel, the zeros that fill up the last one included.</summary>
    public Span<float> Floats => MemoryMarshal.Cast<byte, float>(block.AsSpan(start, K * ((WholePanels * PanelVectors) + RestVectors) * Lanes * sizeof(float)));

    /// <summary>True when the whole of a matrix with so many elements lies here: <see cref="Unpack"/> gives all of it back.</summary>
    public bool IsWhole(int count) => offset == 0 && count == K * N && ((columnStep == 1 && rowStep == N) || (rowStep == 1 && columnStep == K));

    /// <summary>Writes the numbers back to where <see cref="Refill"/> takes them from.</summary>
    public void Unpack(Span<float> target)
    {
        for (int panel = 0; panel < Panels; panel++)
        {
            int first = panel * PanelVectors * Lanes, width = VectorsOf(panel) * Lanes, columns = Math.Min(width, N - first);
            Span<float> from = PanelFloats(panel), to = K == 0 ? default : target[(first * columnStep)..];
            if (columnStep == 1)
            {
                for (int p = 0; p < K; p++)
                    CopyRow(from.Slice(p * width, columns), to.Slice(p * rowStep, columns));
            }
            else
            {
                Transposition.Run(from, K, columns, width, to, columnStep);
            }
        }
    }

    /// <summary>The numbers of a panel, row after row.</summary>
    public Span<float> PanelFloats(int panel) =>
        MemoryMarshal.Cast<byte, float>(block.AsSpan(start + (panel * PanelVectors * Lanes * K * sizeof(float)), VectorsOf(panel) * Lanes * K * sizeof(float)));

    private void Rows(ReadOnlySpan<float> source, int panel)
    {
        int width = VectorsOf(panel) * Lanes, columns = Math.Min(width, N - (panel * PanelVectors * Lanes));
        Span<float> target = PanelFloats(panel);
        for (int p = 0; p < K; p++)
            CopyRow(source.Slice(p * rowStep, columns), target.Slice(p * width, columns));
    }

    /// <summary>A few vectors: shorter than a call of the general copy.</summary>
    private static void CopyRow(ReadOnlySpan<float> source, Span<float> target)
    {
        ref float from = ref MemoryMarshal.GetReference(source), to = ref MemoryMarshal.GetReference(target);
        int j = 0;
        for (; j <= source.Length - Vector256<float>.Count; j += Vector256<float>.Count)
            Vector256.LoadUnsafe(ref from, (nuint)j).StoreUnsafe(ref to, (nuint)j);
        for (; j < source.Length; j++)
            Unsafe.Add(ref to, j) = Unsafe.Add(ref from, j);
    }

    private void Elements(ReadOnlySpan<float> source, int panel, int columns)
    {
        int width = VectorsOf(panel) * Lanes;
        Span<float> target = PanelFloats(panel);
        for (int p = 0; p < K; p++)
        {
            for (int j = 0; j < columns; j++)
                target[(p * width) + j] = source[(p * rowStep) + (j * columnStep)];
        }
    }
}
