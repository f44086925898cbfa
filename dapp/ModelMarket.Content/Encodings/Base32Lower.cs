using System.Diagnostics.CodeAnalysis;

namespace ModelMarket.Content.Encodings;

/// <summary>Base 32 of RFC 4648 in lower case and without padding.</summary>
public static class Base32Lower
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int BitsPerCharacter = 5;

    /// <summary>Writes bytes as text.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new char[((bytes.Length * 8) + BitsPerCharacter - 1) / BitsPerCharacter];
        var at = 0;
        uint pending = 0;
        var pendingBits = 0;
        foreach (var value in bytes)
        {
            pending = ((pending & 0x1f) << 8) | value;
            for (pendingBits += 8; pendingBits >= BitsPerCharacter; pendingBits -= BitsPerCharacter)
            {
                text[at++] = Alphabet[(int)(pending >> (pendingBits - BitsPerCharacter)) & 0x1f];
            }
        }

        if (pendingBits > 0)
        {
            text[at] = Alphabet[(int)(pending << (BitsPerCharacter - pendingBits)) & 0x1f];
        }

        return new string(text);
    }

    /// <summary>Reads text; characters outside the alphabet, impossible lengths and set spare bits are refused.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        var decoded = new byte[text.Length * BitsPerCharacter / 8];
        var at = 0;
        uint pending = 0;
        var pendingBits = 0;
        foreach (var character in text)
        {
            var digit = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (digit < 0)
            {
                return false;
            }

            pending = ((pending & 0xff) << BitsPerCharacter) | (uint)digit;
            pendingBits += BitsPerCharacter;
            if (pendingBits >= 8)
            {
                pendingBits -= 8;
                decoded[at++] = (byte)((pending >> pendingBits) & 0xff);
            }
        }

        var spare = pending & ((1u << pendingBits) - 1);
        if (pendingBits >= BitsPerCharacter || spare != 0)
        {
            return false;
        }

        bytes = decoded;
        return true;
    }
}
