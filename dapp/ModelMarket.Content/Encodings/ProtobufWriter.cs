namespace ModelMarket.Content.Encodings;

/// <summary>Writes protobuf fields into a buffer of a size computed beforehand.</summary>
internal ref struct ProtobufWriter(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>Length of a varint field.</summary>
    public static int LengthOf(ulong value) => 1 + UnsignedVarint.LengthOf(value);

    /// <summary>Length of a length-delimited field whose contents have <paramref name="length"/> bytes.</summary>
    public static int LengthOfBytes(int length) => 1 + UnsignedVarint.LengthOf((ulong)length) + length;

    /// <summary>Writes a varint field; numbers up to 15.</summary>
    public void WriteVarint(int field, ulong value)
    {
        _destination[Length++] = (byte)(field << 3);
        Length += UnsignedVarint.Write(_destination[Length..], value);
    }

    /// <summary>Writes a length-delimited field.</summary>
    public void WriteBytes(int field, ReadOnlySpan<byte> bytes)
    {
        WriteLength(field, bytes.Length);
        bytes.CopyTo(_destination[Length..]);
        Length += bytes.Length;
    }

    /// <summary>Writes tag and length of a length-delimited field whose contents follow by other calls.</summary>
    public void WriteLength(int field, int length)
    {
        _destination[Length++] = (byte)((field << 3) | 2);
        Length += UnsignedVarint.Write(_destination[Length..], (ulong)length);
    }

    /// <summary>Writes a CID as a length-delimited field.</summary>
    public void WriteCid(int field, in Cid cid)
    {
        WriteLength(field, cid.EncodedLength);
        Length += cid.WriteTo(_destination[Length..]);
    }
}
