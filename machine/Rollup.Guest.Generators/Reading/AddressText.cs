using System.Linq;

namespace Rollup.Guest.Generators.Reading;

/// <summary>Whether a text is an address: 40 digits of one case, or with a right EIP-55 checksum.</summary>
internal static class AddressText
{
    public static bool IsValid(string text)
    {
        var digits = text.StartsWith("0x", System.StringComparison.Ordinal) ? text.Substring(2) : "";
        var lower = digits.ToLowerInvariant();
        if (digits.Length != 40 || lower.Any(digit => "0123456789abcdef".IndexOf(digit) < 0))
        {
            return false;
        }

        return string.Equals(digits, lower, System.StringComparison.Ordinal)
            || !digits.Any(char.IsLower)
            || string.Equals(digits, Checksum(lower), System.StringComparison.Ordinal);
    }

    private static string Checksum(string lower)
    {
        var hash = Keccak.Hash(lower);
        return new string([.. lower.Select((digit, i) => ((hash[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 15) >= 8 ? char.ToUpperInvariant(digit) : digit)]);
    }
}
