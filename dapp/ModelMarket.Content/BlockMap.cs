using System.Diagnostics.CodeAnalysis;

namespace ModelMarket.Content;

/// <summary>Blocks in memory, in the order in which they first came: a sink for an importer and a source for a reader.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "It is a sink and a source first; that it can be counted is incidental.")]
public sealed class BlockMap : IBlockSink, IBlockSource
{
    private readonly SortedDictionary<Cid, int> _indexes = [];
    private readonly List<ContentBlock> _blocks = [];

    /// <summary>The distinct blocks, first come first.</summary>
    public IReadOnlyList<ContentBlock> Blocks => _blocks;

    /// <inheritdoc/>
    public void Put(in Cid cid, ReadOnlySpan<byte> data)
    {
        if (_indexes.TryAdd(cid.ToV1(), _blocks.Count))
        {
            _blocks.Add(new ContentBlock(cid, data.ToArray()));
        }
    }

    /// <inheritdoc/>
    public bool TryGet(in Cid cid, out ReadOnlyMemory<byte> data)
    {
        var found = _indexes.TryGetValue(cid.ToV1(), out var index);
        data = found ? _blocks[index].Data : default;
        return found;
    }
}
