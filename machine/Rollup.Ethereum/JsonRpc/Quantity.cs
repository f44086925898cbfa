using System.Globalization;

namespace Rollup.Ethereum.JsonRpc;

/// <summary>Numbers as Ethereum's JSON-RPC writes them: <c>0x</c> and hexadecimal digits without leading zeros.</summary>
public static class Quantity
{
    /// <summary>Writes a number; zero is <c>0x0</c>.</summary>
    public static string ToHex(ulong value) => "0x" + value.ToString("x", CultureInfo.InvariantCulture);

    /// <inheritdoc cref="ToHex(ulong)"/>
    public static string ToHex(UInt128 value) => "0x" + value.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>Reads a number of at most 64 bits. Leading zeros are let pass, since some providers write them.</summary>
    public static bool TryParse(string? text, out ulong value)
    {
        value = 0;
        return text is not null && text.StartsWith("0x", StringComparison.Ordinal)
            && ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Reads a number of at most 128 bits.</summary>
    public static bool TryParse(string? text, out UInt128 value)
    {
        value = 0;
        return text is not null && text.StartsWith("0x", StringComparison.Ordinal)
            && UInt128.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }
}
