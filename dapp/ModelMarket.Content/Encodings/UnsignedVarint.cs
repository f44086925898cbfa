namespace ModelMarket.Content.Encodings;

/// <summary>Unsigned varints of at most 63 bits in shortest form. Source: github.com/multiformats/unsigned-varint; protobuf's are the
/// same bytes for such values.</summary>
public static class UnsignedVarint
{
    /// <summary>Longest encoding: nine groups of seven bits.</summary>
    public const int LengthMax = 9;

    /// <summary>Largest value.</summary>
    public const ulong ValueMax = long.MaxValue;

    /// <summary>Reads a varint from the start of <paramref name="bytes"/> and moves past it. A longer form than needed, more than
    /// nine bytes, or a cut end is refused and nothing is moved.</summary>
    public static bool TryRead(ref ReadOnlySpan<byte> bytes, out ulong value)
    {
        value = 0;
        for (var i = 0; i < bytes.Length && i < LengthMax; i++)
        {
            value |= (ulong)(bytes[i] & 0x7f) << (7 * i);
            if (bytes[i] < 0x80)
            {
                var isShortest = i == 0 || bytes[i] != 0;
                bytes = isShortest ? bytes[(i + 1)..] : bytes;
                return isShortest;
            }
        }

        return false;
    }

    /// <summary>Length of the encoding of <paramref name="value"/>.</summary>
    public static int LengthOf(ulong value)
    {
        var length = 1;
        for (; value >= 0x80; value >>= 7)
        {
            length++;
        }

        return length;
    }

    /// <summary>Writes the shortest form and returns its length.</summary>
    public static int Write(Span<byte> destination, ulong value)
    {
        var at = 0;
        for (; value >= 0x80; value >>= 7)
        {
            destination[at++] = (byte)((value & 0x7f) | 0x80);
        }

        destination[at++] = (byte)value;
        return at;
    }
}
