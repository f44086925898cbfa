namespace ModelMarket.Learning.Kernels;

/// <summary>A convolution's weights laid out for its tiles: tiles of up to eight output channels of one group, per tap one float per channel; missing channels are zero and dropped.</summary>
internal sealed class PackedFilters : IPackedForm
{
    private readonly int taps;

    private PackedFilters(List<FilterTile> tiles, float[] weights, int taps)
    {
        Tiles = tiles;
        Weights = weights;
        this.taps = taps;
    }

    /// <summary>The tiles, group by group.</summary>
    public List<FilterTile> Tiles { get; }

    /// <summary>The packed weights.</summary>
    public float[] Weights { get; }

    /// <summary>Packs weights [cOut, taps] of <paramref name="groups"/> groups for tiles of at most <paramref name="rowsMax"/>.</summary>
    public static PackedFilters Of(ReadOnlySpan<float> weights, int groups, int cOut, int taps, int rowsMax)
    {
        var tiles = new List<FilterTile>();
        int start = 0, perGroup = cOut / groups;
        for (int group = 0; group < groups; group++)
        {
            for (int done = 0; done < perGroup;)
            {
                int left = perGroup - done, rows = left > 4 ? rowsMax : left > 1 ? 4 : 1, used = Math.Min(rows, left);
                tiles.Add(new FilterTile(group, (group * perGroup) + done, rows, used, start));
                start += rows * taps;
                done += used;
            }
        }

        var packed = new PackedFilters(tiles, new float[start], taps);
        packed.Refill(weights);
        return packed;
    }

    /// <inheritdoc/>
    public void Refill(ReadOnlySpan<float> source)
    {
        foreach (FilterTile tile in Tiles)
        {
            for (int r = 0; r < tile.Used; r++)
            {
                for (int k = 0; k < taps; k++)
                    Weights[tile.Start + (k * tile.Rows) + r] = source[((tile.Channel + r) * taps) + k];
            }
        }
    }
}
