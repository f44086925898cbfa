using System.Collections.Immutable;
using Rollup.Primitives;

namespace ModelMarket.Content.Store;

/// <summary>Puts a complete file together. A block that is linked again is copied from where it was written first, so the work is bounded
/// by the links of distinct blocks and the file's size, however often one leaf is linked.</summary>
internal sealed class FileAssembly
{
    private readonly ImmutableSortedDictionary<Cid, StoredBlock> _blocks;
    private readonly SortedDictionary<Cid, int> _firstOffsets = [];
    private readonly byte[] _file;

    private FileAssembly(ImmutableSortedDictionary<Cid, StoredBlock> blocks, int sizeBytes)
    {
        _blocks = blocks;
        _file = new byte[sizeBytes];
    }

    /// <summary>The file of a declaration all of whose blocks are held: sizes and depths were checked as they came.</summary>
    public static ReadOnlyMemory<byte> Of(Declaration declaration, ImmutableSortedDictionary<Cid, StoredBlock> blocks)
    {
        var key = declaration.Root.ToV1();
        var root = blocks[key].Node;
        if (root.Links.Count == 0)
        {
            return root.Data;
        }

        var assembly = new FileAssembly(blocks, checked((int)declaration.SizeBytes));
        var end = assembly.Write(key, 0, 0);
        Invariant.Require(end == assembly._file.Length, "a complete file has its declared size");
        return assembly._file;
    }

    private int Write(in Cid key, int offset, int depth)
    {
        Invariant.Require(depth <= ContentLimits.DepthMax, "depth was checked as blocks came");
        var node = _blocks[key].Node;
        var end = offset + checked((int)node.SizeBytes);
        if (_firstOffsets.TryGetValue(key, out var first))
        {
            _file.AsSpan(first, end - offset).CopyTo(_file.AsSpan(offset));
            return end;
        }

        node.Data.Span.CopyTo(_file.AsSpan(offset));
        var at = offset + node.Data.Length;
        foreach (var link in node.Links)
        {
            at = Write(link.Cid.ToV1(), at, depth + 1);
        }

        Invariant.Require(at == end, "the sizes of a node's parts add up");
        _firstOffsets.Add(key, offset);
        return end;
    }
}
