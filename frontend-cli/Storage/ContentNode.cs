using System.Diagnostics.CodeAnalysis;
using System.Text;
using ModelMarket.Content;
using ModelMarket.Content.UnixFs;

namespace ModelMarket.Cli.Storage;

/// <summary>A block as part of a file or of a folder. The machine knows files only; folders are for people.</summary>
internal sealed class ContentNode
{
    // A UnixFS message of type directory and nothing else, as importers write it without modes and times.
    private static ReadOnlySpan<byte> FolderMessage => [0x08, (byte)UnixFsType.Directory];

    private ContentNode(FileNode? file, IReadOnlyList<ContentLink> links)
    {
        File = file;
        Links = links;
    }

    /// <summary>The part of a file; null for a folder.</summary>
    public FileNode? File { get; }

    /// <summary>Whether it is a folder.</summary>
    public bool IsFolder => File is null;

    /// <summary>What is below, in order.</summary>
    public IReadOnlyList<ContentLink> Links { get; }

    /// <summary>Reads a block whose hash was checked.</summary>
    public static bool TryParse(in Cid cid, ReadOnlyMemory<byte> block, [NotNullWhen(true)] out ContentNode? node, out ContentFault fault)
    {
        node = null;
        if (cid.Codec == CidCodec.DagPb && DagPbNode.TryDecode(block, out var dagPb, out _) && dagPb.Data is { } message && IsFolderMessage(message.Span))
        {
            return TryFolder(dagPb, out node, out fault);
        }

        if (!FileNode.TryParse(cid.Codec, block, out var file, out fault))
        {
            return false;
        }

        node = new ContentNode(file, [.. file.Links.Select(link => new ContentLink(link.Cid, null, link.SizeBytes))]);
        return true;
    }

    /// <summary>Writes a folder. Entries are sorted by the bytes of their names.</summary>
    public static byte[] EncodeFolder(IEnumerable<DagPbLink> entries) =>
        new DagPbNode([.. entries.OrderBy(entry => entry.Name!.Value, NameOrder.Instance)], FolderMessage.ToArray()).Encode();

    /// <summary>Bytes of a block and of all below it, each link counted (<c>Tsize</c>).</summary>
    public static ulong TreeSize(in Cid cid, ReadOnlyMemory<byte> block)
    {
        var size = (ulong)block.Length;
        if (cid.Codec == CidCodec.DagPb && DagPbNode.TryDecode(block, out var node, out _))
        {
            foreach (var link in node.Links)
            {
                size += link.TreeSizeBytes ?? 0;
            }
        }

        return size;
    }

    private static bool IsFolderMessage(ReadOnlySpan<byte> message) => message.StartsWith(FolderMessage);

    private static bool TryFolder(DagPbNode dagPb, out ContentNode? node, out ContentFault fault)
    {
        node = null;
        var links = new List<ContentLink>();
        foreach (var link in dagPb.Links)
        {
            var name = link.Name is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : "";
            if (!IsName(name))
            {
                fault = new ContentFault(ContentError.MalformedNode, $"A folder has an entry named `{name}`, which no file may be named.");
                return false;
            }

            links.Add(new ContentLink(link.Cid, name, link.TreeSizeBytes));
        }

        node = new ContentNode(null, links);
        fault = ContentFault.None;
        return true;
    }

    /// <summary>Whether a name stays within its folder on every host.</summary>
    private static bool IsName(string name) => name is not ("" or "." or "..") && name.IndexOfAny(['/', '\\', '\0']) < 0;

    private sealed class NameOrder : IComparer<ReadOnlyMemory<byte>>
    {
        public static NameOrder Instance { get; } = new();

        public int Compare(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceCompareTo(y.Span);
    }
}
