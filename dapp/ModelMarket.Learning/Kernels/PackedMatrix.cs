using System.Runtime.InteropServices;

namespace ModelMarket.Learning.Kernels;

/// <summary>
/// The right side of a product laid out for the tiles: panels of a tile's vectors of columns, in each panel row after row,
/// the last panel filled up with zeros (their sums are never stored).
/// </summary>
internal sealed class PackedMatrix
{
    private readonly byte[] block;
    private readonly int start;

    private PackedMatrix(int k, int n, int lanes)
    {
        K = k;
        N = n;
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

    /// <summary>Packs a k × n matrix with the given strides in elements.</summary>
    public static PackedMatrix Of(ReadOnlySpan<float> b, int k, int n, int rowStep, int columnStep, int lanes)
    {
        var packed = new PackedMatrix(k, n, lanes);
        packed.Fill(b, rowStep, columnStep);
        return packed;
    }

    /// <summary>Packs another matrix of the same size into the same memory.</summary>
    public void Fill(ReadOnlySpan<float> b, int rowStep, int columnStep)
    {
        Span<float> target = MemoryMarshal.Cast<byte, float>(block.AsSpan(start));
        int at = 0;
        for (int panel = 0; panel < Panels; panel++)
        {
            int first = panel * PanelVectors * Lanes, width = VectorsOf(panel) * Lanes, columns = Math.Min(width, N - first);
            for (int p = 0; p < K; p++, at += width)
            {
                ReadOnlySpan<float> row = b[((p * rowStep) + (first * columnStep))..];
                if (columnStep == 1)
                    row[..columns].CopyTo(target[at..]);
                else
                    Column(row, columnStep, target.Slice(at, columns));
            }
        }
    }

    private static void Column(ReadOnlySpan<float> source, int step, Span<float> target)
    {
        for (int j = 0; j < target.Length; j++)
            target[j] = source[j * step];
    }
}
