using System.Buffers.Binary;
using System.Text;

namespace Rollup.Primitives;

/// <summary>
/// Reads a canonical form: fixed-width big-endian integers, length-prefixed bytes, 0 or 1 for what may be missing. The bytes are untrusted: the first thing
/// that does not fit sets <see cref="HasFailed"/>, and from then on every answer is zero or empty. Nothing throws, and nothing is allocated that is
/// not there: a length is checked against the bytes that are left.
/// </summary>
public ref struct CanonicalReader
{
    private ReadOnlySpan<byte> _rest;

    /// <summary>A reader from the first of <paramref name="bytes"/>.</summary>
    public CanonicalReader(ReadOnlySpan<byte> bytes) => _rest = bytes;

    /// <summary>Whether something did not fit.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Whether all bytes are read and fitted.</summary>
    public readonly bool IsComplete => !HasFailed && _rest.IsEmpty;

    /// <summary>Whether there is more to read.</summary>
    public readonly bool HasMore => !HasFailed && !_rest.IsEmpty;

    /// <summary>Refuses what was read: it is not what it should be.</summary>
    public void Fail()
    {
        HasFailed = true;
        _rest = default;
    }

    /// <summary>Goes on only if <paramref name="condition"/> holds.</summary>
    public void Require(bool condition)
    {
        if (!condition) Fail();
    }

    /// <summary>One byte.</summary>
    public byte ReadByte() => Take(1) is [var value] ? value : (byte)0;

    /// <summary>A byte that is 0 or 1.</summary>
    public bool ReadBool()
    {
        var value = ReadByte();
        Require(value <= 1);
        return value == 1;
    }

    /// <summary>Eight bytes.</summary>
    public ulong ReadUInt64() => Take(sizeof(ulong)) is { IsEmpty: false } bytes ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : 0;

    /// <summary>Eight bytes, two's complement.</summary>
    public long ReadInt64() => unchecked((long)ReadUInt64());

    /// <summary>Eight bytes that hold at most <paramref name="max"/>.</summary>
    public ulong ReadUInt64(ulong max)
    {
        var value = ReadUInt64();
        Require(value <= max);
        return HasFailed ? 0 : value;
    }

    /// <summary>Eight bytes that hold a number from 0 to 2³¹ − 1: an index or a count.</summary>
    public int ReadInt32() => (int)ReadUInt64(int.MaxValue);

    /// <summary>Sixteen bytes.</summary>
    public UInt128 ReadUInt128() => Take(2 * sizeof(ulong)) is { IsEmpty: false } bytes ? BinaryPrimitives.ReadUInt128BigEndian(bytes) : 0;

    /// <summary>Twenty bytes.</summary>
    public Address ReadAddress() => Take(Address.SizeBytes) is { IsEmpty: false } bytes ? Address.FromBytes(bytes) : Address.Zero;

    /// <summary>Thirty-two bytes.</summary>
    public Hash32 ReadHash32() => Take(Hash32.SizeBytes) is { IsEmpty: false } bytes ? Hash32.FromBytes(bytes) : Hash32.Zero;

    /// <summary>Bytes after their length. They lie in what is read: copy what is kept.</summary>
    public ReadOnlySpan<byte> ReadBytes() => Take(ReadInt32());

    /// <summary>UTF-8 after its length in bytes.</summary>
    public string ReadText() => Encoding.UTF8.GetString(ReadBytes());

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            Fail();
            return default;
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
