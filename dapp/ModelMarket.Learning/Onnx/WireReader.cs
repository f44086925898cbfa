using System.Buffers.Binary;
using System.Text;

namespace ModelMarket.Learning.Onnx;

/// <summary>
/// Reads protobuf's wire format: varints, fixed fields and length-delimited fields over one span. The first mistake sticks:
/// from then on every read gives nothing and <see cref="NextField"/> ends, so callers check <see cref="Failed"/> once.
/// </summary>
internal ref struct WireReader
{
    private const int Varint = 0, Fixed64 = 1, Delimited = 2, Fixed32 = 5;
    private readonly ReadOnlySpan<byte> bytes;
    private int position;
    private int wireType;

    /// <summary>Starts at the first byte. <paramref name="start"/> is where the span lies in the whole file.</summary>
    public WireReader(ReadOnlySpan<byte> bytes, int start, int depth)
    {
        this.bytes = bytes;
        Start = start;
        Depth = depth;
        if (depth > LearningLimits.MessageDepthMax)
            Fail(LearningError.OnnxTooDeep, $"messages nested deeper than {LearningLimits.MessageDepthMax}");
    }

    /// <summary>Where this message starts in the file.</summary>
    public int Start { get; }

    /// <summary>How many messages this one lies in.</summary>
    public int Depth { get; }

    /// <summary>The first mistake, or none.</summary>
    public LearningFault Fault { get; private set; }

    /// <summary>True after a mistake.</summary>
    public readonly bool Failed => Fault.IsError;

    /// <summary>Records a mistake (the first one counts) and gives false.</summary>
    public bool Fail(LearningError error, string detail)
    {
        if (!Failed)
            Fault = new LearningFault(error, $"{detail} (at byte {Start + position})");
        return false;
    }

    /// <summary>Takes over the mistake of a reader of a nested message.</summary>
    public bool Adopt(in WireReader nested)
    {
        if (!Failed && nested.Failed)
            Fault = nested.Fault;
        return !Failed;
    }

    /// <summary>Reads the next field's number; false at the end or after a mistake.</summary>
    public bool NextField(out int field)
    {
        field = 0;
        if (Failed || position == bytes.Length)
            return false;
        if (!TryVarint(out ulong tag))
            return false;
        if (tag > uint.MaxValue || tag >> 3 == 0)
            return Fail(LearningError.OnnxMalformed, "a field number outside the protobuf range");
        field = (int)(tag >> 3);
        wireType = (int)(tag & 7);
        return true;
    }

    /// <summary>The field's value as a 64-bit integer.</summary>
    public long Int64()
    {
        if (wireType != Varint)
            return Mistyped();
        return TryVarint(out ulong value) ? unchecked((long)value) : 0; // negative numbers travel as their 64-bit pattern
    }

    /// <summary>The field's value as a 32-bit integer.</summary>
    public int Int32()
    {
        long value = Int64();
        if (value is >= int.MinValue and <= int.MaxValue)
            return (int)value;
        Fail(LearningError.OnnxMalformed, "a number outside 32 bits");
        return 0;
    }

    /// <summary>The field's value as a binary32.</summary>
    public float Float()
    {
        if (wireType != Fixed32)
            return Mistyped();
        ReadOnlySpan<byte> taken = Take(4);
        return taken.IsEmpty ? 0 : BinaryPrimitives.ReadSingleLittleEndian(taken);
    }

    /// <summary>The field's bytes.</summary>
    public ReadOnlySpan<byte> Delimit()
    {
        if (wireType != Delimited)
        {
            Mistyped();
            return default;
        }

        if (!TryVarint(out ulong length))
            return default;
        if (length > (ulong)(bytes.Length - position))
        {
            Fail(LearningError.OnnxMalformed, "a length beyond the end of its message");
            return default;
        }

        return Take((int)length);
    }

    /// <summary>A reader over the field's bytes as a nested message.</summary>
    public WireReader Message()
    {
        ReadOnlySpan<byte> nested = Delimit();
        return new WireReader(nested, Start + position - nested.Length, Depth + 1);
    }

    /// <summary>The field's bytes as text of at most <see cref="LearningLimits.TextBytesMax"/> bytes.</summary>
    public string Text()
    {
        ReadOnlySpan<byte> text = Delimit();
        if (text.Length > LearningLimits.TextBytesMax)
        {
            Fail(LearningError.OnnxLimitExceeded, $"text of {text.Length} bytes; at most {LearningLimits.TextBytesMax}");
            return "";
        }

        if (System.Text.Unicode.Utf8.IsValid(text))
            return Encoding.UTF8.GetString(text);
        Fail(LearningError.OnnxText, "text that is not UTF-8");
        return "";
    }

    /// <summary>Like <see cref="Text"/>, of any length: the value of an attribute or of a text tensor.</summary>
    public string AnyText()
    {
        ReadOnlySpan<byte> text = Delimit();
        if (System.Text.Unicode.Utf8.IsValid(text))
            return Encoding.UTF8.GetString(text);
        Fail(LearningError.OnnxText, "text that is not UTF-8");
        return "";
    }

    /// <summary>Adds one value, or a packed run of them, to <paramref name="values"/>.</summary>
    public void Int64s(List<long> values, int max)
    {
        if (wireType == Varint)
        {
            Add(values, Int64(), max);
            return;
        }

        var packed = new WireReader(Delimit(), 0, 0) { wireType = Varint };
        while (!packed.Failed && packed.position < packed.bytes.Length && values.Count < max)
            values.Add(packed.Int64());
        if (!packed.Failed && packed.position < packed.bytes.Length)
            packed.Fail(LearningError.OnnxLimitExceeded, $"a list longer than {max}");
        Adopt(packed);
    }

    /// <summary>Adds one value, or a packed run of them, to <paramref name="values"/>.</summary>
    public void Floats(List<float> values, int max)
    {
        if (wireType == Fixed32)
        {
            Add(values, Float(), max);
            return;
        }

        ReadOnlySpan<byte> packed = Delimit();
        if (packed.Length % 4 != 0 || packed.Length / 4 > max - values.Count)
        {
            Fail(packed.Length % 4 != 0 ? LearningError.OnnxMalformed : LearningError.OnnxLimitExceeded, "a packed list of an impossible length");
            return;
        }

        for (int i = 0; i < packed.Length; i += 4)
            values.Add(BinaryPrimitives.ReadSingleLittleEndian(packed[i..]));
    }

    /// <summary>Adds one value, or a packed run of them, to <paramref name="values"/>.</summary>
    public void Doubles(List<double> values, int max)
    {
        ReadOnlySpan<byte> packed = wireType == Fixed64 ? Take(8) : Delimit();
        if (packed.Length % 8 != 0 || packed.Length / 8 > max - values.Count)
        {
            Fail(packed.Length % 8 != 0 ? LearningError.OnnxMalformed : LearningError.OnnxLimitExceeded, "a packed list of an impossible length");
            return;
        }

        for (int i = 0; i < packed.Length; i += 8)
            values.Add(BinaryPrimitives.ReadDoubleLittleEndian(packed[i..]));
    }

    /// <summary>Adds <paramref name="item"/> unless the list is full.</summary>
    public void Add<T>(List<T> list, T item, int max)
    {
        if (list.Count >= max)
            Fail(LearningError.OnnxLimitExceeded, $"a list longer than {max}");
        else if (!Failed)
            list.Add(item);
    }

    /// <summary>Passes over the field.</summary>
    public void Skip()
    {
        switch (wireType)
        {
            case Varint: TryVarint(out _); break;
            case Fixed64: Take(8); break;
            case Fixed32: Take(4); break;
            case Delimited: Delimit(); break;
            default: Mistyped(); break;
        }
    }

    private int Mistyped()
    {
        Fail(LearningError.OnnxMalformed, $"a field of wire type {wireType} where another is due");
        return 0;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (Failed || count > bytes.Length - position)
        {
            Fail(LearningError.OnnxMalformed, "a field beyond the end of its message");
            return default;
        }

        ReadOnlySpan<byte> taken = bytes.Slice(position, count);
        position += count;
        return taken;
    }

    private bool TryVarint(out ulong value)
    {
        value = 0;
        for (int shift = 0; shift < 70 && !Failed && position < bytes.Length; shift += 7)
        {
            byte part = bytes[position++];
            if (shift == 63 && part > 1)
                break;
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return true;
        }

        value = 0;
        return Fail(LearningError.OnnxMalformed, "a number that does not end");
    }
}
