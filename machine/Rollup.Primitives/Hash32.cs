using System.Buffers.Binary;

namespace Rollup.Primitives;

/// <summary>32 bytes that name something by its hash (or a random word such as prevRandao). Ordered as a big-endian number.</summary>
public readonly struct Hash32 : IEquatable<Hash32>, IComparable<Hash32>
{
    /// <summary>Number of bytes.</summary>
    public const int SizeBytes = 32;

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;

    private Hash32(ReadOnlySpan<byte> bytes)
    {
        _a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _c = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _d = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>32 zero bytes.</summary>
    public static Hash32 Zero => default;

    /// <summary>Whether all bytes are zero.</summary>
    public bool IsZero => Equals(default);

    /// <summary>Copies exactly 32 bytes.</summary>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public static Hash32 FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == SizeBytes ? new Hash32(bytes) : throw new ArgumentException($"Expected 32 bytes, got {bytes.Length}.", nameof(bytes));

    /// <summary>Reads <c>0x</c> and 64 hexadecimal digits of any case.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Hash32 value)
    {
        Span<byte> bytes = stackalloc byte[SizeBytes];
        var ok = Hex.TryDecode(text, bytes);
        value = ok ? new Hash32(bytes) : default;
        return ok;
    }

    /// <summary>Reads <c>0x</c> and 64 hexadecimal digits of any case.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static Hash32 Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var value) ? value : throw new FormatException("Expected 0x and 64 hexadecimal digits.");

    /// <summary>Writes the 32 bytes to the start of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The destination is shorter than 32 bytes.</exception>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _a);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _b);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _c);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _d);
    }

    /// <summary>The 32 bytes in a new array.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[SizeBytes];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>The bytes read as a big-endian number.</summary>
    public UInt256 ToUInt256() => new(new UInt128(_a, _b), new UInt128(_c, _d));

    /// <summary><c>0x</c> and 64 lower-case digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[SizeBytes];
        CopyTo(bytes);
        return Hex.Encode(bytes);
    }

    /// <inheritdoc/>
    public bool Equals(Hash32 other) => _a == other._a && _b == other._b && _c == other._c && _d == other._d;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Hash32 other && Equals(other);

    /// <summary>The same on every host: the value is taken from the bytes, not from a seed of the process.</summary>
    public override int GetHashCode() => unchecked((int)(_d ^ (_d >> 32))); // truncation is meant

    /// <inheritdoc/>
    public int CompareTo(Hash32 other) => _a != other._a ? _a.CompareTo(other._a)
        : _b != other._b ? _b.CompareTo(other._b)
        : _c != other._c ? _c.CompareTo(other._c)
        : _d.CompareTo(other._d);

    /// <summary>Equality of all bytes.</summary>
    public static bool operator ==(Hash32 left, Hash32 right) => left.Equals(right);

    /// <summary>Difference of any byte.</summary>
    public static bool operator !=(Hash32 left, Hash32 right) => !left.Equals(right);

    /// <summary>Order as big-endian numbers.</summary>
    public static bool operator <(Hash32 left, Hash32 right) => left.CompareTo(right) < 0;

    /// <summary>Order as big-endian numbers.</summary>
    public static bool operator <=(Hash32 left, Hash32 right) => left.CompareTo(right) <= 0;

    /// <summary>Order as big-endian numbers.</summary>
    public static bool operator >(Hash32 left, Hash32 right) => left.CompareTo(right) > 0;

    /// <summary>Order as big-endian numbers.</summary>
    public static bool operator >=(Hash32 left, Hash32 right) => left.CompareTo(right) >= 0;
}
