using System.Buffers.Binary;

namespace Rollup.Ethereum.Rlp;

/// <summary>Recursive Length Prefix encoding, as typed transactions need it (Ethereum Yellow Paper, appendix B).</summary>
public static class RlpEncoder
{
    private const int ShortLengthMax = 55;
    private const byte StringOffset = 0x80;
    private const byte ListOffset = 0xc0;

    /// <summary>Encodes a byte string.</summary>
    public static byte[] Bytes(ReadOnlySpan<byte> value)
    {
        if (value.Length == 1 && value[0] < StringOffset)
            return [value[0]];

        return [.. Prefix(value.Length, StringOffset), .. value];
    }

    /// <summary>Encodes an unsigned integer: big-endian without leading zero bytes, zero being the empty string.</summary>
    public static byte[] Unsigned(ulong value) => BigEndian(MinimalBytes(value));

    /// <inheritdoc cref="Unsigned(ulong)"/>
    public static byte[] Unsigned(UInt128 value)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        return BigEndian(bytes);
    }

    /// <summary>Encodes a big-endian integer of any width, leading zero bytes dropped.</summary>
    public static byte[] BigEndian(ReadOnlySpan<byte> bytes) => Bytes(bytes.TrimStart((byte)0));

    /// <summary>Encodes a list of items that are themselves encoded already.</summary>
    public static byte[] List(params ReadOnlySpan<byte[]> encodedItems)
    {
        int length = 0;
        foreach (byte[] item in encodedItems)
            length += item.Length;

        byte[] prefix = Prefix(length, ListOffset);
        var list = new byte[prefix.Length + length];
        prefix.CopyTo(list, 0);
        int position = prefix.Length;
        foreach (byte[] item in encodedItems)
        {
            item.CopyTo(list, position);
            position += item.Length;
        }
        return list;
    }

    private static byte[] Prefix(int length, byte offset)
    {
        if (length <= ShortLengthMax)
            return [(byte)(offset + length)];

        byte[] digits = MinimalBytes((ulong)length);
        return [(byte)(offset + ShortLengthMax + digits.Length), .. digits];
    }

    private static byte[] MinimalBytes(ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes.TrimStart((byte)0).ToArray();
    }
}
