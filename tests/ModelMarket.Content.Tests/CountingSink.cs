namespace ModelMarket.Content.Tests;

/// <summary>Counts distinct blocks without keeping their bytes, for large files.</summary>
internal sealed class CountingSink : IBlockSink
{
    private readonly SortedSet<Cid> _seen = [];

    public int Count => _seen.Count;

    public long Bytes { get; private set; }

    public void Put(in Cid cid, ReadOnlySpan<byte> data)
    {
        if (_seen.Add(cid))
        {
            Bytes += data.Length;
        }
    }
}
