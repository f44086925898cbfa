using Rollup.Primitives;
using Rollup.Primitives.Abi;

namespace Rollup.Guest.Routing;

/// <summary>Reads and writes each C# type that has an ABI type of its own, under one name: what generated code calls. Reading is strict
/// (<see cref="AbiReader"/>).</summary>
public static class AbiArguments
{
    /// <summary>Reads <c>bool</c>.</summary>
    public static bool TryRead(ref AbiReader reader, out bool value) => reader.TryReadBool(out value);

    /// <summary>Reads <c>uint8</c>.</summary>
    public static bool TryRead(ref AbiReader reader, out byte value) => reader.TryReadUInt8(out value);

    /// <summary>Reads <c>uint16</c>.</summary>
    public static bool TryRead(ref AbiReader reader, out ushort value) => reader.TryReadUInt16(out value);

    /// <summary>Reads <c>uint32</c>.</summary>
    public static bool TryRead(ref AbiReader reader, out uint value) => reader.TryReadUInt32(out value);

    /// <summary>Reads <c>uint64</c>.</summary>
    public static bool TryRead(ref AbiReader reader, out ulong value) => reader.TryReadUInt64(out value);

    /// <summary>Reads <c>uint128</c>.</summary>
    public static bool TryRead(ref AbiReader reader, out UInt128 value) => reader.TryReadUInt128(out value);

    /// <summary>Reads <c>uint256</c>.</summary>
    public static bool TryRead(ref AbiReader reader, out UInt256 value) => reader.TryReadUInt256(out value);

    /// <summary>Reads <c>int8</c>.</summary>
    public static bool TryRead(ref AbiReader reader, out sbyte value)
    {
        var ok = reader.TryReadInt(8, out var wide);
        value = (sbyte)wide;
        return ok;
    }

    /// <summary>Reads <c>int16</c>.</summary>
    public static bool TryRead(ref AbiReader reader, out short value)
    {
        var ok = reader.TryReadInt(16, out var wide);
        value = (short)wide;
        return ok;
    }

    /// <summary>Reads <c>int32</c>.</summary>
    public static bool TryRead(ref AbiReader reader, out int value)
    {
        var ok = reader.TryReadInt(32, out var wide);
        value = (int)wide;
        return ok;
    }

    /// <summary>Reads <c>int64</c>.</summary>
    public static bool TryRead(ref AbiReader reader, out long value)
    {
        var ok = reader.TryReadInt(64, out var wide);
        value = (long)wide;
        return ok;
    }

    /// <summary>Reads <c>int128</c>.</summary>
    public static bool TryRead(ref AbiReader reader, out Int128 value) => reader.TryReadInt(128, out value);

    /// <summary>Reads <c>address</c>.</summary>
    public static bool TryRead(ref AbiReader reader, out Address value) => reader.TryReadAddress(out value);

    /// <summary>Reads <c>bytes32</c>.</summary>
    public static bool TryRead(ref AbiReader reader, out Hash32 value) => reader.TryReadHash(out value);

    /// <summary>Reads <c>string</c>.</summary>
    public static bool TryRead(ref AbiReader reader, out string value) => reader.TryReadString(out value);

    /// <summary>Reads <c>bytes</c>.</summary>
    public static bool TryRead(ref AbiReader reader, out byte[] value)
    {
        var ok = reader.TryReadBytes(out var bytes);
        value = ok ? bytes.ToArray() : [];
        return ok;
    }

    /// <summary>Reads <c>bytes</c>.</summary>
    public static bool TryRead(ref AbiReader reader, out ReadOnlyMemory<byte> value)
    {
        var ok = TryRead(ref reader, out byte[] bytes);
        value = bytes;
        return ok;
    }

    /// <summary>Writes <c>bool</c>.</summary>
    public static void Write(AbiWriter writer, bool value) => writer.WriteBool(value);

    /// <summary>Writes any unsigned number up to 64 bits.</summary>
    public static void Write(AbiWriter writer, ulong value) => writer.WriteUInt(value);

    /// <summary>Writes <c>uint128</c>.</summary>
    public static void Write(AbiWriter writer, UInt128 value) => writer.WriteUInt(value);

    /// <summary>Writes <c>uint256</c>.</summary>
    public static void Write(AbiWriter writer, UInt256 value) => writer.WriteUInt256(value);

    /// <summary>Writes any signed number up to 64 bits.</summary>
    public static void Write(AbiWriter writer, long value) => writer.WriteInt(value);

    /// <summary>Writes <c>int128</c>.</summary>
    public static void Write(AbiWriter writer, Int128 value) => writer.WriteInt(value);

    /// <summary>Writes <c>address</c>.</summary>
    public static void Write(AbiWriter writer, Address value) => writer.WriteAddress(value);

    /// <summary>Writes <c>bytes32</c>.</summary>
    public static void Write(AbiWriter writer, Hash32 value) => writer.WriteHash(value);

    /// <summary>Writes <c>string</c>.</summary>
    public static void Write(AbiWriter writer, string value) => writer.WriteString(value);

    /// <summary>Writes <c>bytes</c>.</summary>
    public static void Write(AbiWriter writer, byte[] value) => writer.WriteBytes(value);

    /// <summary>Writes <c>bytes</c>.</summary>
    public static void Write(AbiWriter writer, ReadOnlyMemory<byte> value) => writer.WriteBytes(value.Span);

    /// <summary>Writes <c>uintN</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number needs more bits.</exception>
    public static void WriteUInt(AbiWriter writer, int bits, UInt256 value)
    {
        var probe = new AbiReader(value.ToHash32().ToArray());
        Require(probe.TryReadUInt(bits, out _), $"{value} needs more than {bits} bits.");
        writer.WriteUInt256(value);
    }

    /// <summary>Writes <c>intN</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number needs more bits.</exception>
    public static void WriteInt(AbiWriter writer, int bits, Int128 value)
    {
        var limit = Int128.One << (bits - 1);
        Require(bits == 128 || (value >= -limit && value < limit), $"{value} needs more than {bits} bits.");
        writer.WriteInt(value);
    }

    /// <summary>Writes <c>bytesN</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are more or fewer bytes.</exception>
    public static void WriteFixedBytes(AbiWriter writer, int sizeBytes, ReadOnlyMemory<byte> value)
    {
        RequireCount(value.Length, sizeBytes);
        writer.WriteFixedBytes(value.Span);
    }

    /// <summary>Demands as many elements as a type of fixed size has.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are more or fewer.</exception>
    public static void RequireCount(int count, int expected) => Require(count == expected, $"Expected {expected} elements, got {count}.");

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new ArgumentOutOfRangeException(null, message);
        }
    }
}
