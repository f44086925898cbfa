using System.Buffers;
using System.Buffers.Binary;
using Rollup.Primitives;

namespace ModelMarket.Content.Store;

/// <summary>Collects fixed-width big-endian fields for a digest or a saved store.</summary>
internal sealed class CanonicalWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public void Add(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(_buffer.GetSpan(sizeof(ulong)), value);
        _buffer.Advance(sizeof(ulong));
    }

    public void Add(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    public void Add(Hash32 value)
    {
        value.CopyTo(_buffer.GetSpan(Hash32.SizeBytes));
        _buffer.Advance(Hash32.SizeBytes);
    }

    public void Add(Address value)
    {
        value.CopyTo(_buffer.GetSpan(Address.SizeBytes));
        _buffer.Advance(Address.SizeBytes);
    }

    /// <summary>Adds version, codec and digest: 34 bytes whatever the version.</summary>
    public void Add(in Cid value)
    {
        Add((byte)value.Version);
        Add((byte)value.Codec);
        Add(value.Digest);
    }

    /// <summary>Adds bytes after their length.</summary>
    public void Add(ReadOnlySpan<byte> value)
    {
        Add((ulong)value.Length);
        _buffer.Write(value);
    }

    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();

    public Hash32 Hash() => Keccak256.Hash(_buffer.WrittenSpan);
}
