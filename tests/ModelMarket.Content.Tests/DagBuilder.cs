using ModelMarket.Content.UnixFs;
using Rollup.Primitives;

namespace ModelMarket.Content.Tests;

/// <summary>Builds blocks by hand, wrong ones included: hashes are right, what the blocks say is up to the test.</summary>
internal sealed class DagBuilder
{
    public BlockMap Blocks { get; } = new();

    public ContentBlock this[Cid cid] => Blocks.Blocks.First(b => b.Cid == cid);

    public Cid Raw(byte[] content) => Put(CidCodec.Raw, content);

    /// <summary>A file node that says the sum of its links, or <paramref name="fileSize"/>.</summary>
    public Cid Node(FileLink[] links, ulong? fileSize = null, byte[]? data = null)
    {
        var sizes = links.Select(l => l.SizeBytes).ToArray();
        var total = fileSize ?? sizes.Aggregate((ulong)(data?.Length ?? 0), (sum, size) => sum + size);
        var inline = data is null ? (ReadOnlyMemory<byte>?)null : data;
        var unixFs = new UnixFsData(UnixFsType.File, inline, total, sizes);
        var dagLinks = links.Select(l => new DagPbLink(l.Cid, ReadOnlyMemory<byte>.Empty, l.SizeBytes)).ToArray();
        return Put(CidCodec.DagPb, new DagPbNode(dagLinks, unixFs.Encode()).Encode());
    }

    public Cid Put(CidCodec codec, byte[] block)
    {
        var cid = BlockHash.Of(Sha256Managed.Instance, CidVersion.V1, codec, block);
        Blocks.Put(cid, block);
        return cid;
    }
}
