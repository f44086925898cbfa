using ModelMarket.Content;

namespace ModelMarket.Cli.Storage;

/// <summary>Keeps blocks of an importer in a folder and pins the root at the end. Their hashes have just been computed, so they are not again.</summary>
internal sealed class FolderTarget(BlockFolder folder) : IBlockTarget
{
    /// <inheritdoc/>
    public void Put(in Cid cid, ReadOnlySpan<byte> data) => folder.PutVerified(cid, data);

    /// <inheritdoc/>
    public void Keep(in Cid root, string label) => folder.Pin(root, label);
}
