namespace Rollup.Node.Gio;

/// <summary>A place where blocks may lie. Nothing it says is believed before its hash was checked.</summary>
internal interface IBlockLocation
{
    /// <summary>Bytes that may be the block; null when it has none, or does not answer.</summary>
    Task<byte[]?> FindAsync(BlockId id, CancellationToken cancellationToken);

    /// <summary>Keeps a verified block, where the place can.</summary>
    void Keep(BlockId id, byte[] block);
}
