using System.Diagnostics.CodeAnalysis;

namespace ModelMarket.Content.Encodings;

/// <summary>Base 58 with Bitcoin's alphabet: a big-endian number, each leading zero byte a leading <c>1</c>. Quadratic, so for short
/// texts only; callers bound the length.</summary>
public static class Base58Btc
{
    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private const int Radix = 58;

    /// <summary>Writes bytes as text.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var digits = new List<byte>(bytes.Length * 2);
        foreach (var value in bytes)
        {
            Accumulate(digits, 256, value, Radix);
        }

        var zeros = CountLeading(bytes, (byte)0);
        var text = new char[zeros + digits.Count];
        text.AsSpan(0, zeros).Fill('1');
        for (var i = 0; i < digits.Count; i++)
        {
            text[zeros + i] = Alphabet[digits[digits.Count - 1 - i]];
        }

        return new string(text);
    }

    /// <summary>Reads text; a character outside the alphabet is refused. No canonicity is lost: every text has one meaning and back.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        var reversed = new List<byte>(text.Length);
        foreach (var character in text)
        {
            var digit = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (digit < 0)
            {
                return false;
            }

            Accumulate(reversed, Radix, digit, 256);
        }

        var zeros = CountLeading(text, '1');
        bytes = new byte[zeros + reversed.Count];
        for (var i = 0; i < reversed.Count; i++)
        {
            bytes[zeros + i] = reversed[reversed.Count - 1 - i];
        }

        return true;
    }

    /// <summary>number = number × factor + addend, digits least significant first in base <paramref name="radix"/>.</summary>
    private static void Accumulate(List<byte> digits, int factor, int addend, int radix)
    {
        var carry = addend;
        for (var i = 0; i < digits.Count; i++)
        {
            carry += digits[i] * factor;
            digits[i] = (byte)(carry % radix);
            carry /= radix;
        }

        for (; carry > 0; carry /= radix)
        {
            digits.Add((byte)(carry % radix));
        }
    }

    private static int CountLeading<T>(ReadOnlySpan<T> values, T zero)
        where T : IEquatable<T>
    {
        var count = values.IndexOfAnyExcept(zero);
        return count < 0 ? values.Length : count;
    }
}
