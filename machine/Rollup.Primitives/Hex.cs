using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Rollup.Primitives;

/// <summary>Hexadecimal text with the <c>0x</c> prefix, as Ethereum writes bytes: lower case out, any case in.</summary>
public static class Hex
{
    /// <summary>Writes <c>0x</c> and two lower-case digits per byte; no bytes give <c>0x</c>.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes) => string.Concat("0x", Convert.ToHexStringLower(bytes));

    /// <summary>Reads <c>0x</c> and an even number of digits. Anything else (no prefix, odd count, spaces) is refused.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (!HasPrefix(text) || text.Length % 2 != 0)
        {
            return false;
        }

        var decoded = new byte[(text.Length - 2) / 2];
        if (!TryDecode(text, decoded))
        {
            return false;
        }

        bytes = decoded;
        return true;
    }

    /// <summary>Reads <c>0x</c> and exactly as many bytes as <paramref name="destination"/> holds.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> destination) =>
        HasPrefix(text)
        && text.Length == 2 + (2 * destination.Length)
        && Convert.FromHexString(text[2..], destination, out _, out _) == OperationStatus.Done;

    /// <summary>Reads hexadecimal text that is known to be right.</summary>
    /// <exception cref="FormatException">The text is not <c>0x</c> and an even number of digits.</exception>
    public static byte[] Decode(ReadOnlySpan<char> text) =>
        TryDecode(text, out var bytes) ? bytes : throw new FormatException("Expected 0x and an even number of hexadecimal digits.");

    private static bool HasPrefix(ReadOnlySpan<char> text) => text.StartsWith("0x", StringComparison.Ordinal);
}
