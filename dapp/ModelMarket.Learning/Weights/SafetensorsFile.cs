using System.Buffers.Binary;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Weights;

/// <summary>A safetensors file: eight bytes of header length, a JSON header, then the tensors without gaps. Source: the format section of the
/// safetensors project's README. Read strictly: every byte of the file belongs to exactly one thing.</summary>
public sealed class SafetensorsFile
{
    private const int LengthBytes = 8;
    private readonly Dictionary<string, SafetensorsEntry> byName;

    private SafetensorsFile(List<SafetensorsEntry> entries, Dictionary<string, SafetensorsEntry> byName)
    {
        Entries = entries;
        this.byName = byName;
    }

    /// <summary>The tensors in the order of the file.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    /// <summary>The tensor of that name, or null.</summary>
    public SafetensorsEntry? Find(string name) => byName.TryGetValue(name, out SafetensorsEntry? entry) ? entry : null;

    /// <summary>Parses a file. The entries are windows of <paramref name="file"/>. Refused, with codes 300 to 306: a header that is cut off, not
    /// strict JSON, or too large; a name twice; an unknown dtype; offsets that overlap, leave a gap, are listed out of order, do not match the shape or do
    /// not end at the end of the file. <c>__metadata__</c> may hold strings and is skipped.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> file, out SafetensorsFile? parsed, out LearningFault fault)
    {
        parsed = null;
        if (file.Length < LengthBytes)
            return Fail(LearningError.SafetensorsTruncated, $"a safetensors file has at least {LengthBytes} bytes, this one {file.Length}", out fault);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(file.Span);
        if (length > LearningLimits.SafetensorsHeaderBytesMax)
            return Fail(LearningError.SafetensorsLimit, $"the header says {length} bytes, allowed are {LearningLimits.SafetensorsHeaderBytesMax}", out fault);
        if (length > (ulong)(file.Length - LengthBytes))
            return Fail(LearningError.SafetensorsTruncated, $"the header says {length} bytes, the file ends after {file.Length - LengthBytes}", out fault);
        var header = new HeaderReader(file.Slice(LengthBytes + (int)length));
        if (!header.TryRead(file.Span.Slice(LengthBytes, (int)length), out fault))
            return false;
        parsed = new SafetensorsFile(header.Entries, header.ByName);
        return true;
    }

    private static bool Fail(LearningError error, string detail, out LearningFault fault)
    {
        fault = new LearningFault(error, detail);
        return false;
    }

    /// <summary>The state of reading one header.</summary>
    private sealed class HeaderReader(ReadOnlyMemory<byte> data)
    {
        private long next;
        private bool metadataSeen;

        public List<SafetensorsEntry> Entries { get; } = [];

        public Dictionary<string, SafetensorsEntry> ByName { get; } = new(StringComparer.Ordinal);

        public bool TryRead(ReadOnlySpan<byte> header, out LearningFault fault)
        {
            fault = default;
            var cursor = new HeaderCursor(header);
            if (header.Length == 0 || header[0] != (byte)'{' || !cursor.Take((byte)'{'))
                return Malformed(cursor, "the header does not begin with {", out fault);
            if (!cursor.Take((byte)'}'))
            {
                do
                {
                    if (!TryMember(ref cursor, out fault))
                        return false;
                }
                while (cursor.Take((byte)','));
                if (!cursor.Take((byte)'}'))
                    return Malformed(cursor, "a , or } is missing", out fault);
            }

            if (!cursor.AtEnd())
                return Malformed(cursor, "something follows the header's object", out fault);
            return next == data.Length
                || Fail(LearningError.SafetensorsOffsets, $"the tensors end at byte {next} of the data, the file at {data.Length}", out fault);
        }

        private bool TryMember(ref HeaderCursor cursor, out LearningFault fault)
        {
            if (!cursor.TryText(LearningLimits.SafetensorsNameBytesMax, out string name) || !cursor.Take((byte)':'))
                return Malformed(cursor, "a name in quotes and a : were expected", out fault);
            if (name == "__metadata__")
                return TryMetadata(ref cursor, out fault);
            if (Entries.Count == LearningLimits.SafetensorsTensorsMax)
                return Fail(LearningError.SafetensorsLimit, $"more than {LearningLimits.SafetensorsTensorsMax} tensors", out fault);
            if (ByName.ContainsKey(name))
                return Fail(LearningError.SafetensorsDuplicate, $"tensor '{name}' is listed twice", out fault);
            if (!TryDescription(ref cursor, name, out SafetensorsEntry? entry, out fault))
                return false;
            Entries.Add(entry!);
            ByName.Add(name, entry!);
            return true;
        }

        private bool TryMetadata(ref HeaderCursor cursor, out LearningFault fault)
        {
            fault = default;
            if (metadataSeen)
                return Fail(LearningError.SafetensorsDuplicate, "__metadata__ is listed twice", out fault);
            metadataSeen = true;
            if (!cursor.Take((byte)'{'))
                return Malformed(cursor, "__metadata__ is not an object", out fault);
            if (cursor.Take((byte)'}'))
                return true;
            int count = 0;
            do
            {
                if (++count > LearningLimits.SafetensorsMetadataMax)
                    return Fail(LearningError.SafetensorsLimit, $"more than {LearningLimits.SafetensorsMetadataMax} metadata entries", out fault);
                if (!cursor.TryText(LearningLimits.SafetensorsNameBytesMax, out _) || !cursor.Take((byte)':')
                    || !cursor.TryText(LearningLimits.SafetensorsHeaderBytesMax, out _))
                    return Malformed(cursor, "__metadata__ holds something other than strings", out fault);
            }
            while (cursor.Take((byte)','));
            return cursor.Take((byte)'}') || Malformed(cursor, "__metadata__ is not closed", out fault);
        }

        private bool TryDescription(ref HeaderCursor cursor, string name, out SafetensorsEntry? entry, out LearningFault fault)
        {
            entry = null;
            string? type = null;
            int[]? shape = null;
            long begin = -1, end = -1;
            if (!cursor.Take((byte)'{'))
                return Malformed(cursor, $"tensor '{name}' is not an object", out fault);
            do
            {
                if (!cursor.TryText(16, out string key) || !cursor.Take((byte)':'))
                    return Malformed(cursor, $"tensor '{name}': dtype, shape or data_offsets was expected", out fault);
                bool read = key switch
                {
                    "dtype" when type is null => cursor.TryText(16, out type),
                    "shape" when shape is null => TryShape(ref cursor, out shape),
                    "data_offsets" when begin < 0 => cursor.Take((byte)'[') && cursor.TryNumber(out begin) && cursor.Take((byte)',')
                        && cursor.TryNumber(out end) && cursor.Take((byte)']'),
                    _ => false,
                };
                if (!read)
                    return Malformed(cursor, $"tensor '{name}': '{key}' is unknown, repeated or malformed", out fault);
            }
            while (cursor.Take((byte)','));
            if (!cursor.Take((byte)'}') || type is null || shape is null || begin < 0)
                return Malformed(cursor, $"tensor '{name}' needs dtype, shape and data_offsets and nothing else", out fault);
            return TryEntry(name, type, shape, begin, end, out entry, out fault);
        }

        private bool TryEntry(string name, string typeWord, int[] shape, long begin, long end, out SafetensorsEntry? entry, out LearningFault fault)
        {
            entry = null;
            ElementType type = SafetensorsTypes.Parse(typeWord);
            if (type == ElementType.None)
                return Fail(LearningError.SafetensorsType, $"tensor '{name}' has the unknown dtype '{typeWord}'", out fault);
            if (!TensorShape.TryCount(shape, out int count))
                return Fail(LearningError.SafetensorsLimit, $"tensor '{name}' has more than {LearningLimits.TensorElementsMax} elements", out fault);
            if (begin != next)
                return Fail(LearningError.SafetensorsOffsets, $"tensor '{name}' begins at {begin}; without gap, overlap or disorder it would be {next}", out fault);
            long size = (long)count * type.SizeBytes();
            if (end < begin || end - begin != size)
                return Fail(LearningError.SafetensorsOffsets, $"tensor '{name}' takes {size} bytes, its offsets are [{begin}, {end}]", out fault);
            if (end > data.Length)
                return Fail(LearningError.SafetensorsTruncated, $"tensor '{name}' ends at byte {end} of the data, the file at {data.Length}", out fault);
            next = end;
            entry = new SafetensorsEntry(name, type, shape, data.Slice((int)begin, (int)size));
            fault = default;
            return true;
        }

        private static bool TryShape(ref HeaderCursor cursor, out int[]? shape)
        {
            var dimensions = new List<int>();
            shape = null;
            if (!cursor.Take((byte)'['))
                return false;
            if (!cursor.Take((byte)']'))
            {
                do
                {
                    if (dimensions.Count == LearningLimits.RankMax || !cursor.TryNumber(out long dimension) || dimension > int.MaxValue)
                        return false;
                    dimensions.Add((int)dimension);
                }
                while (cursor.Take((byte)','));
                if (!cursor.Take((byte)']'))
                    return false;
            }

            shape = [.. dimensions];
            return true;
        }

        private static bool Malformed(HeaderCursor cursor, string what, out LearningFault fault) =>
            Fail(LearningError.SafetensorsHeader, $"{what} (byte {LengthBytes + cursor.Position} of the file)", out fault);
    }
}
