using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Rollup.Primitives.Abi;

/// <summary>Writes one scope (an argument list, a dynamic tuple, or the elements of an array) in the head-and-tail form of the
/// Solidity ABI specification. Static tuples and fixed arrays of static elements are written field by field into the scope they
/// are in; everything dynamic goes to the tail.</summary>
/// <remarks><c>new AbiWriter().WriteUInt(7).WriteBytes(data).ToArray(selector)</c></remarks>
public sealed class AbiWriter
{
    private const int WordBytes = 32;

    private readonly ArrayBufferWriter<byte> _head = new();
    private readonly ArrayBufferWriter<byte> _tail = new();
    private readonly List<(int HeadPosition, int TailPosition)> _offsets = [];

    /// <summary>Any <c>uintN</c> up to 128 bits.</summary>
    public AbiWriter WriteUInt(UInt128 value) => WriteUInt256(value);

    /// <summary><c>uint256</c>.</summary>
    public AbiWriter WriteUInt256(UInt256 value)
    {
        value.WriteBigEndian(Word(_head));
        return this;
    }

    /// <summary>Any <c>intN</c> up to 128 bits, sign-extended.</summary>
    public AbiWriter WriteInt(Int128 value)
    {
        // The bits are what is written: conversions may wrap.
        WriteUInt256(unchecked(new UInt256(value < 0 ? UInt128.MaxValue : 0, (UInt128)value)));
        return this;
    }

    /// <summary><c>bool</c>.</summary>
    public AbiWriter WriteBool(bool value) => WriteUInt(value ? 1u : 0u);

    /// <summary><c>address</c>.</summary>
    public AbiWriter WriteAddress(Address value)
    {
        value.CopyTo(Word(_head)[(WordBytes - Address.SizeBytes)..]);
        return this;
    }

    /// <summary><c>bytes32</c>.</summary>
    public AbiWriter WriteHash(Hash32 value)
    {
        value.CopyTo(Word(_head));
        return this;
    }

    /// <summary><c>bytes1</c> to <c>bytes32</c>: as many bytes as are given, padded on the right.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No byte, or more than 32.</exception>
    public AbiWriter WriteFixedBytes(ReadOnlySpan<byte> value)
    {
        ArgumentOutOfRangeException.ThrowIfZero(value.Length, nameof(value));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value.Length, WordBytes, nameof(value));
        value.CopyTo(Word(_head));
        return this;
    }

    /// <summary><c>bytes</c>.</summary>
    public AbiWriter WriteBytes(ReadOnlySpan<byte> value)
    {
        WriteOffset();
        WriteLength(value.Length);
        var padded = (value.Length + WordBytes - 1) / WordBytes * WordBytes;
        var space = Zeroed(_tail, padded);
        value.CopyTo(space);
        return this;
    }

    /// <summary><c>string</c>, as UTF-8.</summary>
    public AbiWriter WriteString(string value) => WriteBytes(Encoding.UTF8.GetBytes(value));

    /// <summary>A dynamic tuple, or a fixed-size array of dynamic elements: the scope <paramref name="fields"/> behind an offset.</summary>
    public AbiWriter WriteTuple(AbiWriter fields)
    {
        WriteOffset();
        fields.AppendTo(_tail);
        return this;
    }

    /// <summary>A dynamic array: <paramref name="count"/> elements, written one after the other into the scope <paramref name="elements"/>.</summary>
    public AbiWriter WriteArray(int count, AbiWriter elements)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        WriteOffset();
        WriteLength(count);
        elements.AppendTo(_tail);
        return this;
    }

    /// <summary>The encoding of the scope.</summary>
    public byte[] ToArray() => ToArray([]);

    /// <summary>The encoding of the scope behind a function's selector: calldata.</summary>
    public byte[] ToArray(ReadOnlySpan<byte> selector)
    {
        var whole = new ArrayBufferWriter<byte>(selector.Length + _head.WrittenCount + _tail.WrittenCount + 1);
        whole.Write(selector);
        AppendTo(whole);
        return whole.WrittenSpan.ToArray();
    }

    private static Span<byte> Word(ArrayBufferWriter<byte> buffer) => Zeroed(buffer, WordBytes);

    private static Span<byte> Zeroed(ArrayBufferWriter<byte> buffer, int sizeBytes)
    {
        var space = buffer.GetSpan(sizeBytes)[..sizeBytes];
        space.Clear();
        buffer.Advance(sizeBytes);
        return space;
    }

    private void WriteOffset()
    {
        _offsets.Add((_head.WrittenCount, _tail.WrittenCount));
        Word(_head);
    }

    private void WriteLength(int length) => BinaryPrimitives.WriteInt32BigEndian(Word(_tail)[(WordBytes - 4)..], length);

    private void AppendTo(ArrayBufferWriter<byte> target)
    {
        var headBytes = _head.WrittenCount;
        var head = target.GetSpan(headBytes + 1)[..headBytes];
        _head.WrittenSpan.CopyTo(head);
        foreach (var (headPosition, tailPosition) in _offsets)
        {
            BinaryPrimitives.WriteInt32BigEndian(head[(headPosition + WordBytes - 4)..], headBytes + tailPosition);
        }

        target.Advance(headBytes);
        target.Write(_tail.WrittenSpan);
    }
}
