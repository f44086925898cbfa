using System.Buffers.Binary;

namespace ModelMarket.Cli.Data;

/// <summary>Numbers as files of numbers hold them, by NumPy's name of the type (<c>&lt;f4</c>, <c>|u1</c>, <c>&gt;i2</c>, …).</summary>
internal static class Numbers
{
    /// <summary>Turns bytes into floats.</summary>
    /// <exception cref="CliFault">An unknown type, or too few or too many bytes.</exception>
    public static float[] Decode(ReadOnlySpan<byte> bytes, string type, int count, string name)
    {
        var isBig = type.StartsWith('>');
        var kind = type.TrimStart('<', '>', '|', '=');
        var size = kind.Length == 2 && kind[1] is >= '1' and <= '8' ? kind[1] - '0' : 0;
        if (kind is not ("f2" or "f4" or "f8" or "i1" or "i2" or "i4" or "i8" or "u1" or "u2" or "u4" or "u8" or "b1"))
        {
            throw CliFault.Usage($"{name} holds `{type}`; numbers and booleans are read.");
        }

        if (bytes.Length != (long)size * count)
        {
            throw CliFault.Usage($"{name} has {bytes.Length} bytes of numbers; its shape needs {(long)size * count}.");
        }

        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = One(bytes.Slice(i * size, size), kind, isBig);
        }

        return values;
    }

    private static float One(ReadOnlySpan<byte> bytes, string kind, bool isBig) => kind switch
    {
        "u1" or "b1" => bytes[0],
        "i1" => (sbyte)bytes[0],
        "f2" => (float)BitConverter.UInt16BitsToHalf((ushort)Bits(bytes, isBig)),
        "f4" => BitConverter.UInt32BitsToSingle((uint)Bits(bytes, isBig)),
        "f8" => (float)BitConverter.UInt64BitsToDouble(Bits(bytes, isBig)),
        "i2" => (short)Bits(bytes, isBig),
        "i4" => (int)Bits(bytes, isBig),
        "i8" => (long)Bits(bytes, isBig),
        _ => Bits(bytes, isBig),
    };

    private static ulong Bits(ReadOnlySpan<byte> bytes, bool isBig) => bytes.Length switch
    {
        2 => isBig ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        4 => isBig ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        _ => isBig ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes),
    };
}
