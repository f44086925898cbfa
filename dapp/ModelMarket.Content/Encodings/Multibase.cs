using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace ModelMarket.Content.Encodings;

/// <summary>Text that says its base with its first character. Read: base58btc <c>z</c>, base32 <c>b</c>, base16 <c>f</c>; every other
/// base is refused by name. Source: github.com/multiformats/multibase.</summary>
public static class Multibase
{
    private static readonly SearchValues<char> LowerHexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>Writes base32 in lower case with its prefix <c>b</c>.</summary>
    public static string EncodeBase32(ReadOnlySpan<byte> bytes) => string.Concat("b", Base32Lower.Encode(bytes));

    /// <summary>Writes base58btc with its prefix <c>z</c>.</summary>
    public static string EncodeBase58Btc(ReadOnlySpan<byte> bytes) => string.Concat("z", Base58Btc.Encode(bytes));

    /// <summary>Writes base16 in lower case with its prefix <c>f</c>.</summary>
    public static string EncodeBase16(ReadOnlySpan<byte> bytes) => string.Concat("f", Convert.ToHexStringLower(bytes));

    /// <summary>Reads text with its prefix. Lengths are the caller's to bound.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes, out ContentFault fault)
    {
        bytes = null;
        if (text.IsEmpty)
        {
            fault = new ContentFault(ContentError.MalformedCid, "The CID is empty.");
            return false;
        }

        var body = text[1..];
        bool? read = text[0] switch
        {
            'z' => Base58Btc.TryDecode(body, out bytes),
            'b' => Base32Lower.TryDecode(body, out bytes),
            'f' => TryDecodeBase16(body, out bytes),
            _ => null,
        };
        fault = read switch
        {
            true => ContentFault.None,
            false => new ContentFault(ContentError.MalformedCid, $"The text after the prefix '{text[0]}' is not in that base."),
            null => new ContentFault(ContentError.UnsupportedMultibase, $"Multibase {NameOf(text[0])} is not supported; base32 (b), base58btc (z) and base16 (f) are."),
        };
        return read == true && bytes is not null;
    }

    private static bool TryDecodeBase16(ReadOnlySpan<char> text, out byte[]? bytes)
    {
        bytes = null;
        if (text.Length % 2 != 0 || text.ContainsAnyExcept(LowerHexDigits))
        {
            return false;
        }

        bytes = Convert.FromHexString(text);
        return true;
    }

    private static string NameOf(char prefix) => prefix switch
    {
        '\0' => "identity",
        '0' => "base2",
        '7' => "base8",
        '9' => "base10",
        'F' => "base16upper",
        'v' => "base32hex",
        'V' => "base32hexupper",
        't' => "base32hexpad",
        'T' => "base32hexpadupper",
        'B' => "base32upper",
        'c' => "base32pad",
        'C' => "base32padupper",
        'h' => "base32z",
        'k' => "base36",
        'K' => "base36upper",
        'Z' => "base58flickr",
        'm' => "base64",
        'M' => "base64pad",
        'u' => "base64url",
        'U' => "base64urlpad",
        'p' => "proquint",
        _ => $"with prefix U+{(int)prefix:X4}",
    };
}
