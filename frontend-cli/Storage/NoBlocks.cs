using ModelMarket.Content;

namespace ModelMarket.Cli.Storage;

/// <summary>Keeps nothing: for a CID alone.</summary>
internal sealed class NoBlocks : IBlockTarget
{
    /// <inheritdoc/>
    public void Put(in Cid cid, ReadOnlySpan<byte> data)
    {
    }

    /// <inheritdoc/>
    public void Keep(in Cid root, string label)
    {
    }
}
