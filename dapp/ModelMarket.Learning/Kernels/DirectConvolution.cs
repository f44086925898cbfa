using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelMarket.Learning.Kernels;

/// <summary>Direct convolution of floats in one and two dimensions. Bit for bit what <see cref="PlainConvolution"/> gives, at any width.</summary>
internal static class DirectConvolution
{
    /// <summary>Floats of sums kept per tile before they are written out.</summary>
    private const int ChunkFloats = 16 * 1024;

    /// <summary>One image: x [groups · channels, …] to y [cOut, …]; <paramref name="padded"/> is zeroed here.</summary>
    public static void Run(KernelWidth width, ConvLayout layout, int groups, PackedFilters filters, ReadOnlySpan<float> x, GemmEnd end, Span<float> y, Span<float> padded, Span<float> sums)
    {
        switch (width)
        {
            case KernelWidth.Vector512: Run<Bundle3<Lanes512, Vector512<float>>>(layout, groups, filters, x, end, y, padded, sums); break;
            case KernelWidth.Vector256: Run<Bundle2<Lanes256, Vector256<float>>>(layout, groups, filters, x, end, y, padded, sums); break;
            case KernelWidth.Vector128: Run<Bundle2<Lanes128, Vector128<float>>>(layout, groups, filters, x, end, y, padded, sums); break;
            default: Run<Bundle2<LanesScalar, float>>(layout, groups, filters, x, end, y, padded, sums); break;
        }
    }

    /// <summary>Floats that <c>padded</c> needs: the last vectors of a row's walk read past the planes.</summary>
    public static int PaddedLength(ConvLayout layout) => layout.Length + layout.RowLength + (3 * 16);

    /// <summary>Floats that <c>sums</c> needs.</summary>
    public static int SumsLength(ConvLayout layout) => 8 * StepOf(layout, RowsOf(layout));

    private static int RowsOf(ConvLayout layout) => Math.Clamp(ChunkFloats / 8 / layout.RowLength, 1, Math.Max(1, layout.Height));

    private static int StepOf(ConvLayout layout, int rows) => (rows * layout.RowLength) + (3 * 16);

    private static void Run<TBundle>(
        ConvLayout layout, int groups, PackedFilters filters, ReadOnlySpan<float> x, GemmEnd end, Span<float> y, Span<float> padded, Span<float> sums)
        where TBundle : struct, IBundle<TBundle>
    {
        padded.Clear();
        int rows = RowsOf(layout), step = StepOf(layout, rows), filled = -1, perGroup = x.Length / groups;
        foreach (FilterTile tile in filters.Tiles)
        {
            if (tile.Group != filled)
                layout.Fill(x.Slice(tile.Group * perGroup, perGroup), padded);
            filled = tile.Group;
            for (int row = 0; row < layout.Height; row += rows)
            {
                int count = Math.Min(rows, layout.Height - row), positions = ((count - 1) * layout.RowLength) + layout.Width;
                ref float source = ref padded[row * layout.RowLength];
                for (int p = 0; p < positions; p += TBundle.Count)
                {
                    Tile<TBundle>(
                        tile.Rows, ref Unsafe.Add(ref source, p), ref MemoryMarshal.GetArrayDataReference(layout.Offsets), (nuint)layout.Offsets.Length,
                        ref filters.Weights[tile.Start], ref sums[p], (nuint)step);
                }

                Write(layout, tile, row, count, sums, step, end, y);
            }
        }
    }

    private static void Tile<TBundle>(int rows, ref float x, ref int offsets, nuint taps, ref float w, ref float y, nuint stepY)
        where TBundle : struct, IBundle<TBundle>
    {
        if (rows == 8)
            ConvTiles<TBundle>.Tile8(ref x, ref offsets, taps, ref w, ref y, stepY);
        else if (rows == 6)
            ConvTiles<TBundle>.Tile6(ref x, ref offsets, taps, ref w, ref y, stepY);
        else if (rows == 4)
            ConvTiles<TBundle>.Tile4(ref x, ref offsets, taps, ref w, ref y, stepY);
        else
            ConvTiles<TBundle>.Tile1(ref x, ref offsets, taps, ref w, ref y, stepY);
    }

    /// <summary>Drops what lies past the rows' ends, adds the bias, applies the activation.</summary>
    private static void Write(ConvLayout layout, FilterTile tile, int row, int count, Span<float> sums, int step, GemmEnd end, Span<float> y)
    {
        for (int r = 0; r < tile.Used; r++)
        {
            int channel = tile.Channel + r;
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<float> source = sums.Slice((r * step) + (i * layout.RowLength), layout.Width);
                Span<float> target = y.Slice((((channel * layout.Height) + row + i) * layout.Width), layout.Width);
                if (end.Bias.IsEmpty && !end.Relu)
                    source.CopyTo(target);
                else
                    Finish(source, target, !end.Bias.IsEmpty, end.Bias.IsEmpty ? 0 : end.Bias[channel], end.Relu);
            }
        }
    }

    private static void Finish(ReadOnlySpan<float> source, Span<float> target, bool hasBias, float bias, bool relu)
    {
        int i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            Vector128<float> added = Vector128.Create(bias);
            for (; i <= target.Length - 4; i += 4)
            {
                Vector128<float> value = Vector128.Create(source[i..]);
                value = hasBias ? value + added : value;
                (relu ? Lanes128.Relu(value) : value).CopyTo(target[i..]);
            }
        }

        for (; i < target.Length; i++)
        {
            float value = hasBias ? source[i] + bias : source[i];
            target[i] = relu ? LanesScalar.Relu(value) : value;
        }
    }
}
