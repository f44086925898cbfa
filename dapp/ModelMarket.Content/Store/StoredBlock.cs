using ModelMarket.Content.UnixFs;

namespace ModelMarket.Content.Store;

/// <summary>A verified block.</summary>
/// <param name="Data">Its bytes.</param>
/// <param name="Node">What it says about the file it is part of.</param>
/// <param name="HolderCount">Declarations that hold it; at 0 it goes.</param>
internal sealed record StoredBlock(ReadOnlyMemory<byte> Data, FileNode Node, int HolderCount)
{
    /// <summary>Bytes beside those of the file itself: links and framing.</summary>
    public ulong OverheadBytes => (ulong)(Data.Length - Node.Data.Length);
}
