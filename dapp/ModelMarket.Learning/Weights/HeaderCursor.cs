using System.Text;
using System.Text.Unicode;

namespace ModelMarket.Learning.Weights;

/// <summary>Reads the JSON subset of a safetensors header: objects, arrays, strings, unsigned integers. Each step answers false on anything
/// else; nothing throws and nothing is allocated but the strings asked for.</summary>
internal ref struct HeaderCursor(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> text = text;

    /// <summary>Index of the next byte.</summary>
    public int Position { get; private set; }

    /// <summary>Skips white space and says whether the next byte is this one.</summary>
    public bool Peek(byte expected)
    {
        SkipSpace();
        return Position < text.Length && text[Position] == expected;
    }

    /// <summary>Skips white space and one expected byte.</summary>
    public bool Take(byte expected)
    {
        if (!Peek(expected))
            return false;
        Position++;
        return true;
    }

    /// <summary>True when only white space is left.</summary>
    public bool AtEnd()
    {
        SkipSpace();
        return Position == text.Length;
    }

    /// <summary>An unsigned decimal below 2^62, without sign, fraction, exponent or leading zeros.</summary>
    public bool TryNumber(out long value)
    {
        SkipSpace();
        value = 0;
        int start = Position;
        while (Position < text.Length && text[Position] is >= (byte)'0' and <= (byte)'9')
        {
            if (value > (1L << 58))
                return false;
            value = (value * 10) + (text[Position] - '0');
            Position++;
        }

        int digits = Position - start;
        return digits > 0 && (digits == 1 || text[start] != (byte)'0');
    }

    /// <summary>A string of at most <paramref name="bytesMax"/> bytes as written, in valid UTF-8, escapes resolved; lone surrogates are refused.</summary>
    public bool TryText(int bytesMax, out string value)
    {
        value = "";
        if (!Take((byte)'"'))
            return false;
        int start = Position;
        bool escaped = false;
        while (Position < text.Length && text[Position] != (byte)'"')
        {
            if (text[Position] < 0x20 || Position - start >= bytesMax)
                return false;
            escaped |= text[Position] == (byte)'\\';
            Position += text[Position] == (byte)'\\' ? 2 : 1;
        }

        if (Position >= text.Length)
            return false;
        ReadOnlySpan<byte> raw = text[start..Position];
        Position++;
        if (!Utf8.IsValid(raw))
            return false;
        value = Encoding.UTF8.GetString(raw);
        return !escaped || TryUnescape(value, out value);
    }

    private static bool TryUnescape(string raw, out string value)
    {
        var result = new StringBuilder(raw.Length);
        value = "";
        for (int i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                result.Append(raw[i]);
                continue;
            }

            i++;
            if (raw[i] == 'u')
            {
                if (!TryHex(raw, i + 1, out char unit))
                    return false;
                result.Append(unit);
                i += 4;
                continue;
            }

            int at = "\"\\/bfnrt".IndexOf(raw[i], StringComparison.Ordinal);
            if (at < 0)
                return false;
            result.Append("\"\\/\b\f\n\r\t"[at]);
        }

        value = result.ToString();
        return HasNoLoneSurrogate(value);
    }

    private static bool TryHex(string raw, int from, out char unit)
    {
        int value = 0;
        unit = '\0';
        if (from + 4 > raw.Length)
            return false;
        for (int i = from; i < from + 4; i++)
        {
            if (!char.IsAsciiHexDigit(raw[i]))
                return false;
            int digit = raw[i] <= '9' ? raw[i] - '0' : (raw[i] | 0x20) - 'a' + 10;
            value = (value << 4) | digit;
        }

        unit = (char)value;
        return true;
    }

    private static bool HasNoLoneSurrogate(string value)
    {
        for (int i = 0; i < value.Length; i++)
        {
            if (char.IsLowSurrogate(value[i]))
                return false;
            if (!char.IsHighSurrogate(value[i]))
                continue;
            i++;
            if (i == value.Length || !char.IsLowSurrogate(value[i]))
                return false;
        }

        return true;
    }

    private void SkipSpace()
    {
        while (Position < text.Length && text[Position] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            Position++;
    }
}
