using System.Diagnostics.CodeAnalysis;
using Rollup.Primitives;

namespace ModelMarket.Content.UnixFs;

/// <summary>What a block says about the file it is part of, checked for consistency: one block size per link, sizes that add up to
/// the file size, no empty links (so the number of visits of any walk is bounded by the file's size).</summary>
public sealed class FileNode
{
    private FileNode(ulong sizeBytes, ReadOnlyMemory<byte> data, FileLink[] links)
    {
        SizeBytes = sizeBytes;
        Data = data;
        Links = links;
    }

    /// <summary>Bytes of the file in this block and below it.</summary>
    public ulong SizeBytes { get; }

    /// <summary>Bytes of the file in this block; they come before those below it.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>The parts below, in order. Do not change.</summary>
    public IReadOnlyList<FileLink> Links { get; }

    /// <summary>Reads a block. The hash is not checked here; slices of <paramref name="block"/> are kept.</summary>
    public static bool TryParse(CidCodec codec, ReadOnlyMemory<byte> block, [NotNullWhen(true)] out FileNode? node, out ContentFault fault)
    {
        node = null;
        if (codec == CidCodec.Raw)
        {
            node = new FileNode((ulong)block.Length, block, []);
            fault = ContentFault.None;
            return true;
        }

        Invariant.Require(codec == CidCodec.DagPb, "a CID has codec raw or dag-pb");
        if (!DagPbNode.TryDecode(block, out var dagPb, out fault))
        {
            return false;
        }

        if (dagPb.Data is not { } message)
        {
            return Fail(ContentError.NotAFile, "The dag-pb node carries no UnixFS message.", out fault);
        }

        return UnixFsData.TryDecode(message, out var unixFs, out fault) && TryJoin(dagPb, unixFs, out node, out fault);
    }

    private static bool TryJoin(DagPbNode dagPb, UnixFsData unixFs, [NotNullWhen(true)] out FileNode? node, out ContentFault fault)
    {
        node = null;
        if (dagPb.Links.Count != unixFs.BlockSizes.Count)
        {
            return Fail(ContentError.SizeMismatch, $"The node has {dagPb.Links.Count} links and {unixFs.BlockSizes.Count} block sizes.", out fault);
        }

        var data = unixFs.Data ?? ReadOnlyMemory<byte>.Empty;
        var links = new FileLink[dagPb.Links.Count];
        UInt128 sum = (ulong)data.Length;
        for (var i = 0; i < links.Length; i++)
        {
            links[i] = new FileLink(dagPb.Links[i].Cid, unixFs.BlockSizes[i]);
            sum += links[i].SizeBytes;
            if (links[i].SizeBytes == 0)
            {
                return Fail(ContentError.SizeMismatch, $"Link {i} of the node stands for no bytes.", out fault);
            }

            if (dagPb.Links[i].Name is { Length: > 0 })
            {
                return Fail(ContentError.NotAFile, $"Link {i} of the node has a name; links of files have none.", out fault);
            }
        }

        if (sum != unixFs.FileSize)
        {
            return Fail(ContentError.SizeMismatch, $"The node says {unixFs.FileSize} bytes, its parts have {sum}.", out fault);
        }

        node = new FileNode(unixFs.FileSize, data, links);
        fault = ContentFault.None;
        return true;
    }

    private static bool Fail(ContentError error, string detail, out ContentFault fault)
    {
        fault = new ContentFault(error, detail);
        return false;
    }
}
