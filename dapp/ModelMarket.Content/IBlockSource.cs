namespace ModelMarket.Content;

/// <summary>Gives blocks by CID. Who delivers does not matter: readers check every block's hash before using a byte of it.</summary>
public interface IBlockSource
{
    /// <summary>Gets a block's bytes.</summary>
    /// <returns>False when this source does not have it.</returns>
    bool TryGet(in Cid cid, out ReadOnlyMemory<byte> data);
}
