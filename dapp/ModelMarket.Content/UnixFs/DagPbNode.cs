using System.Diagnostics.CodeAnalysis;
using ModelMarket.Content.Encodings;

namespace ModelMarket.Content.UnixFs;

/// <summary>A MerkleDAG node in canonical form: links first, then data, each field of a link in order and at most once. Decoding and
/// encoding gives the same bytes. Source: ipld.io/specs/codecs/dag-pb.</summary>
/// <param name="Links">The links in order.</param>
/// <param name="Data">Contents of the data field; null when absent.</param>
public sealed record DagPbNode(IReadOnlyList<DagPbLink> Links, ReadOnlyMemory<byte>? Data)
{
    private const int DataField = 1;
    private const int LinksField = 2;
    private const int HashField = 1;
    private const int NameField = 2;
    private const int TreeSizeField = 3;

    /// <summary>Reads a node. Slices of <paramref name="block"/> are kept, not copied.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> block, [NotNullWhen(true)] out DagPbNode? node, out ContentFault fault)
    {
        node = null;
        var links = new List<DagPbLink>();
        ReadOnlyMemory<byte>? data = null;
        var reader = new ProtobufReader(block);
        while (!reader.AtEnd)
        {
            if (!reader.TryNext(LinksField) || reader.IsVarint || data is not null)
            {
                return Fail("A dag-pb node has its links, then its data once, and nothing else.", out fault);
            }

            if (reader.Field == DataField)
            {
                data = reader.Bytes;
            }
            else if (!TryAddLink(links, reader.Bytes, out fault))
            {
                return false;
            }
        }

        node = new DagPbNode(links, data);
        fault = ContentFault.None;
        return true;
    }

    /// <summary>Bytes of the encoding.</summary>
    public int EncodedLength()
    {
        var length = Data is { } data ? ProtobufWriter.LengthOfBytes(data.Length) : 0;
        foreach (var link in Links)
        {
            length += ProtobufWriter.LengthOfBytes(LengthOf(link));
        }

        return length;
    }

    /// <summary>Writes the encoding and returns its length.</summary>
    public int WriteTo(Span<byte> destination)
    {
        var writer = new ProtobufWriter(destination);
        foreach (var link in Links)
        {
            writer.WriteLength(LinksField, LengthOf(link));
            writer.WriteCid(HashField, link.Cid);
            if (link.Name is { } name)
            {
                writer.WriteBytes(NameField, name.Span);
            }

            if (link.TreeSizeBytes is { } size)
            {
                writer.WriteVarint(TreeSizeField, size);
            }
        }

        if (Data is { } data)
        {
            writer.WriteBytes(DataField, data.Span);
        }

        return writer.Length;
    }

    /// <summary>The encoding.</summary>
    public byte[] Encode()
    {
        var bytes = new byte[EncodedLength()];
        WriteTo(bytes);
        return bytes;
    }

    private static int LengthOf(in DagPbLink link) =>
        ProtobufWriter.LengthOfBytes(link.Cid.EncodedLength)
        + (link.Name is { } name ? ProtobufWriter.LengthOfBytes(name.Length) : 0)
        + (link.TreeSizeBytes is { } size ? ProtobufWriter.LengthOf(size) : 0);

    private static bool TryAddLink(List<DagPbLink> links, ReadOnlyMemory<byte> message, out ContentFault fault)
    {
        if (links.Count == ContentLimits.LinksPerNodeMax)
        {
            fault = new ContentFault(ContentError.TooManyLinks, $"A node has more than {ContentLimits.LinksPerNodeMax} links.");
            return false;
        }

        if (!TryDecodeLink(message, out var link, out fault))
        {
            return false;
        }

        links.Add(link);
        return true;
    }

    private static bool TryDecodeLink(ReadOnlyMemory<byte> message, out DagPbLink link, out ContentFault fault)
    {
        link = default;
        Cid? cid = null;
        ReadOnlyMemory<byte>? name = null;
        ulong? size = null;
        var last = 0;
        var reader = new ProtobufReader(message);
        while (!reader.AtEnd)
        {
            if (!reader.TryNext(TreeSizeField) || reader.Field <= last || reader.IsVarint != (reader.Field == TreeSizeField))
            {
                return Fail("A link of a dag-pb node has hash, name and size in this order, each at most once.", out fault);
            }

            last = reader.Field;
            if (last == HashField)
            {
                if (!Cid.TryDecode(reader.Bytes.Span, out var decoded, out fault))
                {
                    return false;
                }

                cid = decoded;
            }
            else if (last == NameField)
            {
                name = reader.Bytes;
            }
            else
            {
                size = reader.Value;
            }
        }

        if (cid is not { } target)
        {
            return Fail("A link of a dag-pb node has no hash.", out fault);
        }

        link = new DagPbLink(target, name, size);
        fault = ContentFault.None;
        return true;
    }

    private static bool Fail(string detail, out ContentFault fault)
    {
        fault = new ContentFault(ContentError.MalformedNode, detail);
        return false;
    }
}
