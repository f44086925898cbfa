using System.Diagnostics.CodeAnalysis;
using Rollup.Primitives;

namespace ModelMarket.Content.UnixFs;

/// <summary>Reads a file out of blocks: every block is verified before a byte of it is used, every size is checked, depth and total
/// size are bounded. What was written before a fault is found is a right beginning of the file.</summary>
public sealed class UnixFsReader
{
    private readonly IBlockSource _source;
    private readonly ISha256 _sha256;
    private readonly Stream _output;

    private UnixFsReader(IBlockSource source, ISha256 sha256, Stream output)
    {
        _source = source;
        _sha256 = sha256;
        _output = output;
    }

    /// <summary>Writes the file to a stream.</summary>
    /// <param name="root">The file.</param>
    /// <param name="source">Where blocks come from; not trusted.</param>
    /// <param name="sha256">SHA-256 of this host.</param>
    /// <param name="sizeBytesMax">Largest file that is read.</param>
    /// <param name="output">Takes the bytes in order.</param>
    /// <param name="fault">Why it stopped.</param>
    public static bool TryRead(in Cid root, IBlockSource source, ISha256 sha256, ulong sizeBytesMax, Stream output, out ContentFault fault)
    {
        var reader = new UnixFsReader(source, sha256, output);
        if (!reader.TryLoad(root, out var node, out fault))
        {
            return false;
        }

        if (node.SizeBytes > sizeBytesMax)
        {
            fault = new ContentFault(ContentError.FileTooLarge, $"The file has {node.SizeBytes} bytes, at most {sizeBytesMax} are read.");
            return false;
        }

        return reader.TryWalk(node, 0, out fault);
    }

    /// <summary>Reads the file into memory.</summary>
    public static bool TryReadAll(in Cid root, IBlockSource source, ISha256 sha256, int sizeBytesMax, [NotNullWhen(true)] out byte[]? content, out ContentFault fault)
    {
        using var output = new MemoryStream();
        content = TryRead(root, source, sha256, (ulong)sizeBytesMax, output, out fault) ? output.ToArray() : null;
        return content is not null;
    }

    private bool TryWalk(FileNode node, int depth, out ContentFault fault)
    {
        fault = ContentFault.None;
        _output.Write(node.Data.Span);
        if (node.Links.Count > 0 && depth == ContentLimits.DepthMax)
        {
            fault = new ContentFault(ContentError.TooDeep, $"The file has more than {ContentLimits.DepthMax} levels below its root.");
            return false;
        }

        foreach (var link in node.Links)
        {
            if (!TryLoad(link.Cid, out var child, out fault) || !TryMatch(link, child, out fault) || !TryWalk(child, depth + 1, out fault))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryLoad(in Cid cid, [NotNullWhen(true)] out FileNode? node, out ContentFault fault)
    {
        node = null;
        if (!_source.TryGet(cid, out var block))
        {
            fault = new ContentFault(ContentError.MissingBlock, $"Block {cid} could not be found.");
            return false;
        }

        return BlockHash.TryVerify(_sha256, cid, block.Span, out fault) && FileNode.TryParse(cid.Codec, block, out node, out fault);
    }

    private static bool TryMatch(in FileLink link, FileNode child, out ContentFault fault)
    {
        fault = link.SizeBytes == child.SizeBytes
            ? ContentFault.None
            : new ContentFault(ContentError.SizeMismatch, $"Block {link.Cid} holds {child.SizeBytes} bytes of the file, its parent says {link.SizeBytes}.");
        return fault.Error == ContentError.None;
    }
}
