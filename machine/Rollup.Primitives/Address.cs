using System.Buffers.Binary;
using System.Text;

namespace Rollup.Primitives;

/// <summary>The 20 bytes of an Ethereum account or contract. Ordered as a big-endian number.</summary>
public readonly struct Address : IEquatable<Address>, IComparable<Address>
{
    /// <summary>Number of bytes.</summary>
    public const int SizeBytes = 20;

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly uint _c;

    private Address(ReadOnlySpan<byte> bytes)
    {
        _a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _c = BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]);
    }

    /// <summary>20 zero bytes: Ether where a token is expected, nobody where an account is.</summary>
    public static Address Zero => default;

    /// <summary>Whether all bytes are zero.</summary>
    public bool IsZero => Equals(default);

    /// <summary>Copies exactly 20 bytes.</summary>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public static Address FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == SizeBytes ? new Address(bytes) : throw new ArgumentException($"Expected 20 bytes, got {bytes.Length}.", nameof(bytes));

    /// <summary>Reads <c>0x</c> and 40 hexadecimal digits. Digits of one case are taken as they are; mixed case must be the EIP-55
    /// checksum of the address, so that a mistyped address is not paid.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Address value)
    {
        Span<byte> bytes = stackalloc byte[SizeBytes];
        value = default;
        if (!Hex.TryDecode(text, bytes))
        {
            return false;
        }

        var parsed = new Address(bytes);
        if (IsMixedCase(text[2..]) && !text.SequenceEqual(parsed.ToChecksumString()))
        {
            return false;
        }

        value = parsed;
        return true;
    }

    /// <summary>Reads what <see cref="TryParse"/> accepts.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static Address Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var value)
            ? value
            : throw new FormatException("Expected 0x and 40 hexadecimal digits, of one case or with a right EIP-55 checksum.");

    /// <summary>Writes the 20 bytes to the start of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The destination is shorter than 20 bytes.</exception>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _a);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _b);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], _c);
    }

    /// <summary>The 20 bytes in a new array.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[SizeBytes];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary><c>0x</c> and 40 lower-case digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[SizeBytes];
        CopyTo(bytes);
        return Hex.Encode(bytes);
    }

    /// <summary><c>0x</c> and 40 digits whose case is a checksum (EIP-55).</summary>
    public string ToChecksumString()
    {
        var digits = ToString().ToCharArray();
        var hash = Keccak256.Hash(Encoding.ASCII.GetBytes(digits, 2, digits.Length - 2)).ToArray();
        for (var i = 0; i < 2 * SizeBytes; i++)
        {
            var nibble = i % 2 == 0 ? hash[i / 2] >> 4 : hash[i / 2] & 15;
            digits[i + 2] = nibble >= 8 ? char.ToUpperInvariant(digits[i + 2]) : digits[i + 2];
        }

        return new string(digits);
    }

    /// <inheritdoc/>
    public bool Equals(Address other) => _a == other._a && _b == other._b && _c == other._c;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Address other && Equals(other);

    /// <summary>The same on every host: the value is taken from the bytes, not from a seed of the process.</summary>
    public override int GetHashCode() => unchecked((int)(_a ^ _b ^ _c)); // truncation is meant

    /// <inheritdoc/>
    public int CompareTo(Address other)
    {
        var order = _a.CompareTo(other._a);
        order = order != 0 ? order : _b.CompareTo(other._b);
        return order != 0 ? order : _c.CompareTo(other._c);
    }

    /// <summary>Equality of all bytes.</summary>
    public static bool operator ==(Address left, Address right) => left.Equals(right);

    /// <summary>Difference of any byte.</summary>
    public static bool operator !=(Address left, Address right) => !left.Equals(right);

    /// <summary>Order as big-endian numbers.</summary>
    public static bool operator <(Address left, Address right) => left.CompareTo(right) < 0;

    /// <summary>Order as big-endian numbers.</summary>
    public static bool operator <=(Address left, Address right) => left.CompareTo(right) <= 0;

    /// <summary>Order as big-endian numbers.</summary>
    public static bool operator >(Address left, Address right) => left.CompareTo(right) > 0;

    /// <summary>Order as big-endian numbers.</summary>
    public static bool operator >=(Address left, Address right) => left.CompareTo(right) >= 0;

    private static bool IsMixedCase(ReadOnlySpan<char> digits) =>
        digits.ContainsAnyInRange('a', 'f') && digits.ContainsAnyInRange('A', 'F');
}
