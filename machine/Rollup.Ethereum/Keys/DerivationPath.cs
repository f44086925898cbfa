using System.Globalization;

namespace Rollup.Ethereum.Keys;

/// <summary>A path of BIP-32, such as <c>m/44'/60'/0'/0/7</c>.</summary>
public sealed class DerivationPath
{
    /// <summary>Longest path that is read.</summary>
    public const int StepsMax = 16;

    internal const uint HardenedBit = 0x8000_0000;

    private DerivationPath(uint[] steps) => Steps = steps;

    /// <summary>The steps from the root; a hardened one has its highest bit set.</summary>
    public IReadOnlyList<uint> Steps { get; }

    /// <summary>The path of BIP-44 that Ethereum wallets number accounts by: <c>m/44'/60'/0'/0/index</c>.</summary>
    public static DerivationPath Ethereum(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return new DerivationPath([44 | HardenedBit, 60 | HardenedBit, HardenedBit, 0, (uint)index]);
    }

    /// <summary>Reads <c>m/…</c>; a hardened step ends in <c>'</c>, <c>h</c> or <c>H</c>.</summary>
    public static bool TryParse(string? text, out DerivationPath? path)
    {
        path = null;
        string[] parts = (text ?? "").Trim().Split('/');
        if (parts is not ["m" or "M", ..] || parts.Length > StepsMax + 1)
            return false;

        var steps = new uint[parts.Length - 1];
        for (int i = 0; i < steps.Length; i++)
        {
            if (!TryParseStep(parts[i + 1], out steps[i]))
                return false;
        }
        path = new DerivationPath(steps);
        return true;
    }

    /// <inheritdoc cref="TryParse"/>
    /// <exception cref="FormatException">The text is not a path.</exception>
    public static DerivationPath Parse(string text) => TryParse(text, out DerivationPath? path)
        ? path!
        : throw new FormatException("not a derivation path: expected something like m/44'/60'/0'/0/0");

    /// <inheritdoc/>
    public override string ToString() => string.Join('/', Steps.Select(Text).Prepend("m"));

    private static string Text(uint step) =>
        (step & ~HardenedBit).ToString(CultureInfo.InvariantCulture) + ((step & HardenedBit) == 0 ? "" : "'");

    private static bool TryParseStep(string text, out uint step)
    {
        bool hardened = text.Length > 0 && text[^1] is '\'' or 'h' or 'H';
        string digits = hardened ? text[..^1] : text;
        if (!uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out step) || step >= HardenedBit)
            return false;

        step |= hardened ? HardenedBit : 0;
        return true;
    }
}
