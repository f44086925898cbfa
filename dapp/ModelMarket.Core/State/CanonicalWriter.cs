using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Rollup.Primitives;

namespace ModelMarket.Core.State;

/// <summary>
/// The canonical serialisation behind the state root: fixed-width big-endian integers, length-prefixed bytes, a presence byte before what
/// may be missing. Injective for a fixed sequence of calls, so two states with one hash are one state.
/// </summary>
internal sealed class CanonicalWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(512);

    public CanonicalWriter(string domain) => Text(domain);

    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();

    public Hash32 Hash() => Keccak256.Hash(_buffer.WrittenSpan);

    public CanonicalWriter Bool(bool value) => Byte(value ? (byte)1 : (byte)0);

    public CanonicalWriter Byte(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
        return this;
    }

    public CanonicalWriter UInt(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(_buffer.GetSpan(8), value);
        _buffer.Advance(8);
        return this;
    }

    public CanonicalWriter Int(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(_buffer.GetSpan(8), value);
        _buffer.Advance(8);
        return this;
    }

    public CanonicalWriter Amount(UInt128 value)
    {
        BinaryPrimitives.WriteUInt128BigEndian(_buffer.GetSpan(16), value);
        _buffer.Advance(16);
        return this;
    }

    public CanonicalWriter Address(Address value)
    {
        value.CopyTo(_buffer.GetSpan(Rollup.Primitives.Address.SizeBytes));
        _buffer.Advance(Rollup.Primitives.Address.SizeBytes);
        return this;
    }

    public CanonicalWriter Hash32(Hash32 value)
    {
        value.CopyTo(_buffer.GetSpan(Rollup.Primitives.Hash32.SizeBytes));
        _buffer.Advance(Rollup.Primitives.Hash32.SizeBytes);
        return this;
    }

    public CanonicalWriter Bytes(ReadOnlySpan<byte> value)
    {
        UInt((ulong)value.Length);
        _buffer.Write(value);
        return this;
    }

    public CanonicalWriter Text(string value) => Bytes(Encoding.UTF8.GetBytes(value));

    public CanonicalWriter OptionalInt(long? value) => value is { } present ? Bool(true).Int(present) : Bool(false);

    public CanonicalWriter OptionalUInt(ulong? value) => value is { } present ? Bool(true).UInt(present) : Bool(false);

    public CanonicalWriter OptionalHash(Hash32? value) => value is { } present ? Bool(true).Hash32(present) : Bool(false);
}
