using System.Globalization;

namespace ModelMarket.Cli.Presentation;

/// <summary>Durations as people write them: <c>90</c>, <c>90s</c>, <c>15m</c>, <c>6h</c>, <c>2d</c>.</summary>
internal static class Durations
{
    /// <summary>Reads a duration in seconds; false for anything else or more than 2³² − 1.</summary>
    public static bool TryParse(string text, out uint seconds)
    {
        seconds = 0;
        if (text.Length == 0)
        {
            return false;
        }

        ulong unit = text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3_600, 'd' => 86_400, _ => 0 };
        var digits = unit == 0 ? text : text[..^1];
        if (!uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        var total = count * Math.Max(unit, 1);
        seconds = total <= uint.MaxValue ? (uint)total : 0;
        return total <= uint.MaxValue;
    }
}
