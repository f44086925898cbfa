using System.Globalization;
using System.Numerics;

namespace ModelMarket.Cli.Presentation;

/// <summary>Exact decimal text of the market's integers, and back. No floating point.</summary>
internal static class Units
{
    private const int ScoreDigits = 9;
    private const int EtherDigits = 18;

    /// <summary>A metric integer (value × 10⁹) as a decimal with nine digits.</summary>
    public static string Score(long value) => Fixed(value, ScoreDigits, ScoreDigits);

    /// <summary>An amount in the token's smallest unit as a decimal without trailing zeros.</summary>
    public static string Amount(UInt128 value, int decimals) => Fixed((BigInteger)value, decimals, 0);

    /// <summary>A decimal such as <c>1000</c> or <c>0.25</c> in the token's smallest unit.</summary>
    /// <returns>False for anything that is not a non-negative decimal with at most <paramref name="decimals"/> digits after the point.</returns>
    public static bool TryParse(string text, int decimals, out BigInteger value)
    {
        value = default;
        var plain = text.Replace(",", string.Empty, StringComparison.Ordinal).Replace("_", string.Empty, StringComparison.Ordinal);
        var point = plain.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? plain : plain[..point];
        var fraction = point < 0 ? string.Empty : plain[(point + 1)..];
        if (whole.Length == 0 || fraction.Length > decimals || !whole.All(char.IsAsciiDigit) || !fraction.All(char.IsAsciiDigit)
            || (point >= 0 && fraction.Length == 0))
        {
            return false;
        }

        value = BigInteger.Parse(whole + fraction.PadRight(decimals, '0'), NumberStyles.None, CultureInfo.InvariantCulture);
        return true;
    }

    /// <summary>Wei as Ether with nine digits, rounded up: nobody pays more than is said.</summary>
    public static string Ether(BigInteger wei)
    {
        const int Shown = 9;
        var least = BigInteger.Pow(10, EtherDigits - Shown);
        return Fixed((wei + least - 1) / least, Shown, 0) + " ETH";
    }

    /// <summary>Bytes for people.</summary>
    public static string Bytes(ulong count) => count < 10_000
        ? $"{count} B"
        : string.Create(CultureInfo.InvariantCulture, $"{count / 1024.0:0.0} KiB");

    /// <summary>A duration in words: the two largest units.</summary>
    public static string Duration(ulong seconds) => seconds switch
    {
        < 60 => $"{seconds} s",
        < 3_600 => $"{seconds / 60} min {seconds % 60} s",
        < 86_400 => $"{seconds / 3_600} h {seconds % 3_600 / 60} min",
        _ => $"{seconds / 86_400} d {seconds % 86_400 / 3_600} h",
    };

    private static string Fixed(BigInteger value, int digits, int shown)
    {
        var sign = value.Sign < 0 ? "-" : string.Empty;
        var text = BigInteger.Abs(value).ToString(CultureInfo.InvariantCulture).PadLeft(digits + 1, '0');
        var whole = Grouped(text[..^digits]);
        var fraction = text[^digits..].TrimEnd('0').PadRight(shown, '0');
        return fraction.Length == 0 ? sign + whole : $"{sign}{whole}.{fraction}";
    }

    private static string Grouped(string digits)
    {
        var first = digits.Length % 3 == 0 ? 3 : digits.Length % 3;
        var groups = new List<string> { digits[..first] };
        for (var start = first; start < digits.Length; start += 3)
        {
            groups.Add(digits.Substring(start, 3));
        }

        return string.Join(',', groups);
    }
}
