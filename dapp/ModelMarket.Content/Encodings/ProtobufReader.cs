namespace ModelMarket.Content.Encodings;

/// <summary>Reads the fields of one protobuf message: varints and length-delimited fields, canonical varints only, fields in
/// ascending order. What repeats and what is missing is the caller's to check.</summary>
internal ref struct ProtobufReader(ReadOnlyMemory<byte> message)
{
    private const int WireTypeBits = 3;
    private const ulong LengthDelimited = 2;

    private readonly ReadOnlyMemory<byte> _message = message;
    private ReadOnlySpan<byte> _rest = message.Span;

    /// <summary>Whether the message was read to its end.</summary>
    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>Number of the field read last.</summary>
    public int Field { get; private set; }

    /// <summary>Whether the field read last is a varint (else it is length-delimited).</summary>
    public bool IsVarint { get; private set; }

    /// <summary>Value of the varint read last.</summary>
    public ulong Value { get; private set; }

    /// <summary>Contents of the length-delimited field read last: a slice of the message.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>Reads one field.</summary>
    /// <returns>False for a malformed or unknown wire type, a length beyond the message, or a field number above
    /// <paramref name="fieldMax"/>.</returns>
    public bool TryNext(int fieldMax)
    {
        if (!UnsignedVarint.TryRead(ref _rest, out var tag) || tag >> WireTypeBits is 0 || tag >> WireTypeBits > (ulong)fieldMax)
        {
            return false;
        }

        Field = (int)(tag >> WireTypeBits);
        IsVarint = (tag & 7) == 0;
        if (!IsVarint && (tag & 7) != LengthDelimited)
        {
            return false;
        }

        if (!UnsignedVarint.TryRead(ref _rest, out var value))
        {
            return false;
        }

        Value = value;
        return IsVarint || TryTake(value);
    }

    private bool TryTake(ulong length)
    {
        if (length > (ulong)_rest.Length)
        {
            return false;
        }

        Bytes = _message.Slice(_message.Length - _rest.Length, (int)length);
        _rest = _rest[(int)length..];
        return true;
    }
}
