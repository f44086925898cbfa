using System.Diagnostics.CodeAnalysis;
using ModelMarket.Content.Encodings;

namespace ModelMarket.Content.UnixFs;

/// <summary>The UnixFS message in a dag-pb node's data field, for files: fields in ascending order, block sizes unpacked, as all
/// importers write them. Decoding and encoding gives the same bytes. Source: specs.ipfs.tech/unixfs.</summary>
/// <param name="Type">Kind of node; only <see cref="UnixFsType.Raw"/> and <see cref="UnixFsType.File"/> are decoded.</param>
/// <param name="Data">Bytes of the file held here; null when absent.</param>
/// <param name="FileSize">Bytes of the file here and below.</param>
/// <param name="BlockSizes">Bytes of the file below each link.</param>
/// <param name="Mode">POSIX mode; null when absent.</param>
/// <param name="Mtime">The modification time's message as it came; null when absent.</param>
public sealed record UnixFsData(
    UnixFsType Type,
    ReadOnlyMemory<byte>? Data,
    ulong FileSize,
    IReadOnlyList<ulong> BlockSizes,
    uint? Mode = null,
    ReadOnlyMemory<byte>? Mtime = null)
{
    private const int TypeField = 1;
    private const int DataField = 2;
    private const int FileSizeField = 3;
    private const int BlockSizesField = 4;
    private const int ModeField = 7;
    private const int MtimeField = 8;

    /// <summary>Reads a message. Slices of <paramref name="message"/> are kept, not copied.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> message, [NotNullWhen(true)] out UnixFsData? node, out ContentFault fault)
    {
        node = null;
        var draft = new Draft();
        var last = 0;
        var reader = new ProtobufReader(message);
        while (!reader.AtEnd)
        {
            var inOrder = reader.TryNext(MtimeField) && (reader.Field > last || (reader.Field == last && last == BlockSizesField));
            if (!inOrder || (last == 0 && reader.Field != TypeField) || reader.IsVarint == reader.Field is DataField or MtimeField)
            {
                return Fail(ContentError.MalformedUnixFs, "A UnixFS message starts with its type and has each field in order.", out fault);
            }

            last = reader.Field;
            if (!draft.TryTake(reader, out fault))
            {
                return false;
            }
        }

        if (last == 0 || draft.FileSize is not { } fileSize)
        {
            return Fail(ContentError.MalformedUnixFs, "A UnixFS file has a type and a file size.", out fault);
        }

        node = new UnixFsData(draft.Type, draft.Data, fileSize, draft.BlockSizes, draft.Mode, draft.Mtime);
        fault = ContentFault.None;
        return true;
    }

    /// <summary>Bytes of the encoding.</summary>
    public int EncodedLength()
    {
        var length = ProtobufWriter.LengthOf((ulong)Type) + ProtobufWriter.LengthOf(FileSize);
        length += Data is { } data ? ProtobufWriter.LengthOfBytes(data.Length) : 0;
        length += Mode is { } mode ? ProtobufWriter.LengthOf(mode) : 0;
        length += Mtime is { } mtime ? ProtobufWriter.LengthOfBytes(mtime.Length) : 0;
        foreach (var size in BlockSizes)
        {
            length += ProtobufWriter.LengthOf(size);
        }

        return length;
    }

    /// <summary>Writes the encoding and returns its length.</summary>
    public int WriteTo(Span<byte> destination)
    {
        var writer = new ProtobufWriter(destination);
        writer.WriteVarint(TypeField, (ulong)Type);
        if (Data is { } data)
        {
            writer.WriteBytes(DataField, data.Span);
        }

        writer.WriteVarint(FileSizeField, FileSize);
        foreach (var size in BlockSizes)
        {
            writer.WriteVarint(BlockSizesField, size);
        }

        if (Mode is { } mode)
        {
            writer.WriteVarint(ModeField, mode);
        }

        if (Mtime is { } mtime)
        {
            writer.WriteBytes(MtimeField, mtime.Span);
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

    private static bool Fail(ContentError error, string detail, out ContentFault fault)
    {
        fault = new ContentFault(error, detail);
        return false;
    }

    private sealed class Draft
    {
        public UnixFsType Type { get; private set; }

        public ReadOnlyMemory<byte>? Data { get; private set; }

        public ulong? FileSize { get; private set; }

        public List<ulong> BlockSizes { get; } = [];

        public uint? Mode { get; private set; }

        public ReadOnlyMemory<byte>? Mtime { get; private set; }

        public bool TryTake(in ProtobufReader reader, out ContentFault fault)
        {
            fault = ContentFault.None;
            switch (reader.Field)
            {
                case TypeField:
                    Type = (UnixFsType)Math.Min(reader.Value, byte.MaxValue);
                    return Type is UnixFsType.Raw or UnixFsType.File
                        || Fail(ContentError.NotAFile, $"The node is of UnixFS type {Type}; only files are read.", out fault);
                case DataField:
                    Data = reader.Bytes;
                    return true;
                case FileSizeField:
                    FileSize = reader.Value;
                    return true;
                case BlockSizesField when BlockSizes.Count < ContentLimits.LinksPerNodeMax:
                    BlockSizes.Add(reader.Value);
                    return true;
                case BlockSizesField:
                    return Fail(ContentError.TooManyLinks, $"A UnixFS file has more than {ContentLimits.LinksPerNodeMax} block sizes.", out fault);
                case ModeField when reader.Value <= uint.MaxValue:
                    Mode = (uint)reader.Value;
                    return true;
                case MtimeField when reader.Bytes.Length <= ContentLimits.MtimeSizeBytesMax:
                    Mtime = reader.Bytes;
                    return true;
                default:
                    return Fail(ContentError.MalformedUnixFs, $"Field {reader.Field} of a UnixFS file is unknown or out of range.", out fault);
            }
        }
    }
}
