namespace ModelMarket.Content;

/// <summary>Takes blocks from an importer or a CAR reader.</summary>
public interface IBlockSink
{
    /// <summary>Takes one block whose hash is right. The same block may come again. The bytes are valid during the call only.</summary>
    void Put(in Cid cid, ReadOnlySpan<byte> data);
}
