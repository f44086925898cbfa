using System.Buffers.Binary;

namespace Rollup.Primitives;

/// <summary>An unsigned 256-bit number, as far as the ABI and money need one: conversions, order, checked sums, and the one
/// wide product <see cref="MulDiv"/>. Amounts themselves are <see cref="UInt128"/>.</summary>
public readonly struct UInt256 : IEquatable<UInt256>, IComparable<UInt256>
{
    /// <summary>Number of bytes.</summary>
    public const int SizeBytes = 32;

    private const int DecimalDigitsMax = 78;

    private readonly UInt128 _high;
    private readonly UInt128 _low;

    /// <summary>The number <c>high × 2¹²⁸ + low</c>.</summary>
    public UInt256(UInt128 high, UInt128 low)
    {
        _high = high;
        _low = low;
    }

    /// <summary>0.</summary>
    public static UInt256 Zero => default;

    /// <summary>1.</summary>
    public static UInt256 One => new(0, 1);

    /// <summary>2²⁵⁶ − 1.</summary>
    public static UInt256 MaxValue => new(UInt128.MaxValue, UInt128.MaxValue);

    /// <summary>The upper 128 bits.</summary>
    public UInt128 High => _high;

    /// <summary>The lower 128 bits.</summary>
    public UInt128 Low => _low;

    /// <summary>Reads exactly 32 big-endian bytes.</summary>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public static UInt256 FromBigEndian(ReadOnlySpan<byte> bytes) =>
        bytes.Length == SizeBytes
            ? new UInt256(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]))
            : throw new ArgumentException($"Expected 32 bytes, got {bytes.Length}.", nameof(bytes));

    /// <summary>Writes 32 big-endian bytes to the start of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The destination is shorter than 32 bytes.</exception>
    public void WriteBigEndian(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt128BigEndian(destination, _high);
        BinaryPrimitives.WriteUInt128BigEndian(destination[16..], _low);
    }

    /// <summary>The same 32 bytes as a word without arithmetic.</summary>
    public Hash32 ToHash32()
    {
        Span<byte> bytes = stackalloc byte[SizeBytes];
        WriteBigEndian(bytes);
        return Hash32.FromBytes(bytes);
    }

    /// <summary>The value as 128 bits; false when it needs more.</summary>
    public bool TryToUInt128(out UInt128 value)
    {
        value = _high == 0 ? _low : 0;
        return _high == 0;
    }

    /// <summary>The value as 64 bits; false when it needs more.</summary>
    public bool TryToUInt64(out ulong value)
    {
        var fits = _high == 0 && _low <= ulong.MaxValue;
        value = fits ? (ulong)_low : 0;
        return fits;
    }

    /// <summary>Reads <c>0x</c> and 1 to 64 hexadecimal digits, the way Ethereum writes quantities (leading zeros are accepted).</summary>
    public static bool TryParseHex(ReadOnlySpan<char> text, out UInt256 value)
    {
        value = default;
        if (!text.StartsWith("0x", StringComparison.Ordinal) || text.Length is < 3 or > 66)
        {
            return false;
        }

        Span<char> padded = stackalloc char[66];
        padded.Fill('0');
        padded[1] = 'x';
        text[2..].CopyTo(padded[(66 - (text.Length - 2))..]);
        Span<byte> bytes = stackalloc byte[SizeBytes];
        var ok = Hex.TryDecode(padded, bytes);
        value = ok ? FromBigEndian(bytes) : default;
        return ok;
    }

    /// <summary>Reads 1 to 78 decimal digits without sign, separators or spaces.</summary>
    public static bool TryParseDecimal(ReadOnlySpan<char> text, out UInt256 value)
    {
        value = default;
        if (text.Length is 0 or > DecimalDigitsMax)
        {
            return false;
        }

        var sum = Zero;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit(digit) || !sum.TryMultiplySmall(10, out var shifted) || !shifted.TryAdd((ulong)(digit - '0'), out sum))
            {
                return false;
            }
        }

        value = sum;
        return true;
    }

    /// <summary>The sum; false when it needs more than 256 bits.</summary>
    public bool TryAdd(UInt256 other, out UInt256 sum)
    {
        // Sums may wrap: the carry is read from the comparison.
        var low = unchecked(_low + other._low);
        var carry = low < _low ? UInt128.One : UInt128.Zero;
        var high = unchecked(_high + other._high);
        var overflow = high < _high || (carry == 1 && high == UInt128.MaxValue);
        sum = overflow ? default : new UInt256(high + carry, low);
        return !overflow;
    }

    /// <summary>The difference; false when <paramref name="other"/> is larger.</summary>
    public bool TrySubtract(UInt256 other, out UInt256 difference)
    {
        var fits = CompareTo(other) >= 0;
        // The low half may wrap: the borrow is taken from the high half.
        var borrow = _low < other._low ? UInt128.One : UInt128.Zero;
        difference = fits ? new UInt256(_high - other._high - borrow, unchecked(_low - other._low)) : default;
        return fits;
    }

    /// <summary>The whole product of two 128-bit numbers.</summary>
    public static UInt256 Multiply(UInt128 left, UInt128 right)
    {
        var (a, b) = ((UInt128)(ulong)(left >> 64), (UInt128)unchecked((ulong)left)); // high and low 64 bits
        var (c, d) = ((UInt128)(ulong)(right >> 64), (UInt128)unchecked((ulong)right));
        var low = b * d;
        var middle = (a * d) + (low >> 64); // at most (2⁶⁴−1)² + 2⁶⁴−1: fits
        var middle2 = (b * c) + unchecked((ulong)middle);
        var high = (a * c) + (middle >> 64) + (middle2 >> 64);
        return new UInt256(high, (middle2 << 64) | unchecked((ulong)low));
    }

    /// <summary><c>⌊left × right ÷ divisor⌋</c> through a 256-bit product.</summary>
    /// <returns>False when the divisor is zero or the result needs more than 128 bits.</returns>
    public static bool MulDiv(UInt128 left, UInt128 right, UInt128 divisor, out UInt128 result)
    {
        var product = Multiply(left, right);
        var fits = divisor != 0 && product._high < divisor;
        result = !fits ? 0 : product._high == 0 ? product._low / divisor : DivideWide(product, divisor);
        return fits;
    }

    /// <summary>Decimal digits without leading zeros.</summary>
    public override string ToString()
    {
        Span<char> digits = stackalloc char[DecimalDigitsMax];
        var position = digits.Length;
        var rest = this;
        do
        {
            rest = rest.DivideSmall(10, out var digit);
            digits[--position] = (char)('0' + digit);
        }
        while (rest != Zero);
        return new string(digits[position..]);
    }

    /// <summary><c>0x</c> and lower-case digits without leading zeros (an Ethereum quantity; zero is <c>0x0</c>).</summary>
    public string ToHexString()
    {
        var digits = ToHash32().ToString().AsSpan(2).TrimStart('0');
        return digits.IsEmpty ? "0x0" : string.Concat("0x", digits);
    }

    /// <inheritdoc/>
    public bool Equals(UInt256 other) => _high == other._high && _low == other._low;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is UInt256 other && Equals(other);

    /// <summary>The same on every host: the value is taken from the number, not from a seed of the process.</summary>
    public override int GetHashCode() => unchecked((int)(_low ^ (_low >> 32) ^ _high)); // truncation is meant

    /// <inheritdoc/>
    public int CompareTo(UInt256 other) => _high != other._high ? _high.CompareTo(other._high) : _low.CompareTo(other._low);

    /// <summary>Widens a number.</summary>
    public static implicit operator UInt256(ulong value) => new(0, value);

    /// <summary>Widens a number.</summary>
    public static implicit operator UInt256(UInt128 value) => new(0, value);

    /// <summary>The sum.</summary>
    /// <exception cref="OverflowException">It needs more than 256 bits.</exception>
    public static UInt256 operator +(UInt256 left, UInt256 right) =>
        left.TryAdd(right, out var sum) ? sum : throw new OverflowException("The sum needs more than 256 bits.");

    /// <summary>The difference.</summary>
    /// <exception cref="OverflowException">It is negative.</exception>
    public static UInt256 operator -(UInt256 left, UInt256 right) =>
        left.TrySubtract(right, out var difference) ? difference : throw new OverflowException("The difference is negative.");

    /// <summary>Equality.</summary>
    public static bool operator ==(UInt256 left, UInt256 right) => left.Equals(right);

    /// <summary>Inequality.</summary>
    public static bool operator !=(UInt256 left, UInt256 right) => !left.Equals(right);

    /// <summary>Order.</summary>
    public static bool operator <(UInt256 left, UInt256 right) => left.CompareTo(right) < 0;

    /// <summary>Order.</summary>
    public static bool operator <=(UInt256 left, UInt256 right) => left.CompareTo(right) <= 0;

    /// <summary>Order.</summary>
    public static bool operator >(UInt256 left, UInt256 right) => left.CompareTo(right) > 0;

    /// <summary>Order.</summary>
    public static bool operator >=(UInt256 left, UInt256 right) => left.CompareTo(right) >= 0;

    // Shift and subtract; the caller has checked that the quotient fits.
    private static UInt128 DivideWide(UInt256 dividend, UInt128 divisor)
    {
        var remainder = dividend._high;
        UInt128 quotient = 0;
        for (var bit = 127; bit >= 0; bit--)
        {
            var carry = remainder >> 127 != 0;
            remainder = (remainder << 1) | ((dividend._low >> bit) & 1);
            if (carry || remainder >= divisor)
            {
                remainder = unchecked(remainder - divisor); // with the carry bit the true difference fits again
                quotient |= UInt128.One << bit;
            }
        }

        return quotient;
    }

    private bool TryMultiplySmall(ulong factor, out UInt256 product)
    {
        var low = Multiply(_low, factor);
        var high = Multiply(_high, factor);
        product = default;
        return high._high == 0 && new UInt256(high._low, 0).TryAdd(new UInt256(low._high, low._low), out product);
    }

    private UInt256 DivideSmall(ulong divisor, out ulong remainder)
    {
        var high = _high / divisor;
        remainder = (ulong)(_high % divisor);
        var upper = ((UInt128)remainder << 64) | (_low >> 64);
        remainder = (ulong)(upper % divisor);
        var lower = ((UInt128)remainder << 64) | unchecked((ulong)_low);
        remainder = (ulong)(lower % divisor);
        return new UInt256(high, ((upper / divisor) << 64) | (lower / divisor));
    }
}
