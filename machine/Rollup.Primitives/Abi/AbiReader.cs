using System.Buffers.Binary;
using System.Text;

namespace Rollup.Primitives.Abi;

/// <summary>Reads one scope of the Solidity ABI strictly: only bytes that <see cref="AbiWriter"/> would have written are accepted.
/// Offsets must be canonical (tails in order, without gaps or overlaps), padding zero, nothing left over. A value that was read is
/// final only when the scope has been closed by <see cref="TryLeave"/> or <see cref="TryEnd"/>.</summary>
/// <remarks>After the first refusal every further call returns false and <see cref="Error"/> keeps the first reason. While an
/// inner scope is open, so does every call but <see cref="TryLeave"/>.</remarks>
public ref struct AbiReader
{
    private const int WordBytes = 32;

    private readonly ReadOnlySpan<byte> _data;
    private int _head;
    private int _firstTail;
    private int _tail;
    private bool _isInside;

    /// <summary>Starts a scope at the first byte of <paramref name="data"/> (for calldata: behind the selector).</summary>
    public AbiReader(ReadOnlySpan<byte> data)
    {
        _data = data;
        _firstTail = -1;
        Error = AbiError.None;
    }

    /// <summary>The first reason for a refusal.</summary>
    public AbiError Error { get; private set; }

    /// <summary><c>uint256</c>.</summary>
    public bool TryReadUInt256(out UInt256 value)
    {
        var ok = TryWord(out var word);
        value = ok ? UInt256.FromBigEndian(word) : default;
        return ok;
    }

    /// <summary><c>uint128</c>.</summary>
    public bool TryReadUInt128(out UInt128 value)
    {
        value = 0;
        return TryReadUInt256(out var wide) && (wide.TryToUInt128(out value) || Refuse(AbiError.Padding));
    }

    /// <summary><c>uint64</c>.</summary>
    public bool TryReadUInt64(out ulong value) => TryReadBounded(ulong.MaxValue, out value);

    /// <summary><c>uint32</c>.</summary>
    public bool TryReadUInt32(out uint value)
    {
        var ok = TryReadBounded(uint.MaxValue, out var wide);
        value = (uint)wide;
        return ok;
    }

    /// <summary><c>uint16</c>.</summary>
    public bool TryReadUInt16(out ushort value)
    {
        var ok = TryReadBounded(ushort.MaxValue, out var wide);
        value = (ushort)wide;
        return ok;
    }

    /// <summary><c>uint8</c>.</summary>
    public bool TryReadUInt8(out byte value)
    {
        var ok = TryReadBounded(byte.MaxValue, out var wide);
        value = (byte)wide;
        return ok;
    }

    /// <summary><c>uintN</c> of <paramref name="bits"/> bits (8 to 256).</summary>
    public bool TryReadUInt(int bits, out UInt256 value) =>
        TryReadUInt256(out value) && (AbiNumber.Fits(bits, isSigned: false, value) || Refuse(AbiError.Padding));

    /// <summary><c>intN</c> of <paramref name="bits"/> bits (8 to 128), which must be sign-extended.</summary>
    public bool TryReadInt(int bits, out Int128 value)
    {
        var ok = TryReadUInt256(out var word) && (AbiNumber.Fits(bits, isSigned: true, word) || Refuse(AbiError.Padding));
        value = ok ? unchecked((Int128)word.Low) : 0; // two's complement: the bits are the number
        return ok;
    }

    /// <summary><c>bool</c>: 0 or 1, nothing else.</summary>
    public bool TryReadBool(out bool value)
    {
        var ok = TryReadBounded(1, out var wide);
        value = wide == 1;
        return ok;
    }

    /// <summary><c>address</c>.</summary>
    public bool TryReadAddress(out Address value)
    {
        value = default;
        if (!TryWord(out var word))
        {
            return false;
        }

        if (word[..(WordBytes - Address.SizeBytes)].ContainsAnyExcept((byte)0))
        {
            return Refuse(AbiError.Padding);
        }

        value = Address.FromBytes(word[(WordBytes - Address.SizeBytes)..]);
        return true;
    }

    /// <summary><c>bytes32</c>.</summary>
    public bool TryReadHash(out Hash32 value)
    {
        var ok = TryWord(out var word);
        value = ok ? Hash32.FromBytes(word) : default;
        return ok;
    }

    /// <summary><c>bytesN</c>: exactly <paramref name="sizeBytes"/> (1 to 32) bytes, the rest of the word zero.</summary>
    public bool TryReadFixedBytes(int sizeBytes, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!TryWord(out var word))
        {
            return false;
        }

        value = word[..sizeBytes];
        return !word[sizeBytes..].ContainsAnyExcept((byte)0) || Refuse(AbiError.Padding);
    }

    /// <summary><c>bytes</c>, at most <paramref name="sizeBytesMax"/> of them, as a view of the data.</summary>
    public bool TryReadBytes(out ReadOnlySpan<byte> value, int sizeBytesMax = int.MaxValue)
    {
        value = default;
        if (!TryTail(out var tail) || !TryLength(ref tail, sizeBytesMax, out var sizeBytes))
        {
            return false;
        }

        var padding = (WordBytes - (sizeBytes % WordBytes)) % WordBytes;
        if (sizeBytes > tail.Length - padding)
        {
            return Refuse(AbiError.Truncated);
        }

        if (tail.Slice(sizeBytes, padding).ContainsAnyExcept((byte)0))
        {
            return Refuse(AbiError.Padding);
        }

        value = tail[..sizeBytes];
        _tail += WordBytes + sizeBytes + padding;
        return true;
    }

    /// <summary><c>string</c> of at most <paramref name="sizeBytesMax"/> bytes of well-formed UTF-8.</summary>
    public bool TryReadString(out string value, int sizeBytesMax = int.MaxValue)
    {
        value = "";
        if (!TryReadBytes(out var bytes, sizeBytesMax))
        {
            return false;
        }

        if (!System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return Refuse(AbiError.Utf8);
        }

        value = Encoding.UTF8.GetString(bytes);
        return true;
    }

    /// <summary>Goes into a dynamic tuple, or a fixed-size array of dynamic elements. Read its fields from
    /// <paramref name="fields"/>, then call <see cref="TryLeave"/>.</summary>
    public bool TryEnterTuple(out AbiReader fields)
    {
        _isInside = TryTail(out var tail);
        fields = new AbiReader(tail);
        return _isInside;
    }

    /// <summary>Goes into a dynamic array of at most <paramref name="countMax"/> elements. Read <paramref name="count"/> elements from
    /// <paramref name="elements"/>, then call <see cref="TryLeave"/>.</summary>
    public bool TryEnterArray(int countMax, out int count, out AbiReader elements)
    {
        elements = default;
        count = 0;
        if (!TryTail(out var tail) || !TryLength(ref tail, countMax, out var declared))
        {
            return false;
        }

        if (declared > tail.Length / WordBytes)
        {
            return Refuse(AbiError.Truncated);
        }

        count = declared;
        _tail += WordBytes;
        _isInside = true;
        elements = new AbiReader(tail);
        return true;
    }

    /// <summary>Closes a scope that was entered from this one.</summary>
    public bool TryLeave(scoped in AbiReader inner)
    {
        if (Error != AbiError.None || inner.Error != AbiError.None)
        {
            return Refuse(inner.Error);
        }

        if (!_isInside || !inner.IsClosed)
        {
            return Refuse(AbiError.Offset);
        }

        _tail += inner.Consumed;
        _isInside = false;
        return true;
    }

    /// <summary>Closes the outermost scope: every byte must have been read.</summary>
    public bool TryEnd()
    {
        if (Error != AbiError.None)
        {
            return false;
        }

        if (!IsClosed)
        {
            return Refuse(AbiError.Offset);
        }

        return Consumed == _data.Length || Refuse(AbiError.Trailing);
    }

    private readonly bool IsClosed => !_isInside && (_firstTail < 0 || _firstTail == _head);

    private readonly int Consumed => _firstTail < 0 ? _head : _tail;

    private bool TryReadBounded(ulong max, out ulong value)
    {
        value = 0;
        if (!TryReadUInt256(out var wide))
        {
            return false;
        }

        if (!wide.TryToUInt64(out var narrow) || narrow > max)
        {
            return Refuse(AbiError.Padding);
        }

        value = narrow;
        return true;
    }

    private bool TryWord(out ReadOnlySpan<byte> word)
    {
        word = default;
        if (Error != AbiError.None || _isInside)
        {
            return Refuse(AbiError.Offset);
        }

        if (_data.Length - _head < WordBytes)
        {
            return Refuse(AbiError.Truncated);
        }

        word = _data.Slice(_head, WordBytes);
        _head += WordBytes;
        return true;
    }

    // The first offset tells how long the head is (checked when the scope is closed); each later one must follow the tail before it.
    private bool TryTail(out ReadOnlySpan<byte> tail)
    {
        tail = default;
        if (!TryWord(out var word))
        {
            return false;
        }

        if (!TrySmall(word, out var offset) || (_firstTail < 0 ? offset < _head : offset != _tail))
        {
            return Refuse(AbiError.Offset);
        }

        if (offset > _data.Length)
        {
            return Refuse(AbiError.Truncated);
        }

        if (_firstTail < 0)
        {
            (_firstTail, _tail) = (offset, offset);
        }

        tail = _data[offset..];
        return true;
    }

    private bool TryLength(ref ReadOnlySpan<byte> tail, int max, out int length)
    {
        length = 0;
        if (tail.Length < WordBytes)
        {
            return Refuse(AbiError.Truncated);
        }

        if (!TrySmall(tail[..WordBytes], out length) || length > max)
        {
            return Refuse(AbiError.Limit);
        }

        tail = tail[WordBytes..];
        return true;
    }

    private static bool TrySmall(ReadOnlySpan<byte> word, out int value)
    {
        value = BinaryPrimitives.ReadInt32BigEndian(word[(WordBytes - 4)..]);
        return value >= 0 && !word[..(WordBytes - 4)].ContainsAnyExcept((byte)0);
    }

    private bool Refuse(AbiError error)
    {
        Error = Error == AbiError.None ? error : Error;
        return false;
    }
}
