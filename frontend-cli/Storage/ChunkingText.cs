using System.Globalization;
using ModelMarket.Content;
using ModelMarket.Content.UnixFs;

namespace ModelMarket.Cli.Storage;

/// <summary>How files are cut, as people write it: <c>size-61440</c>, <c>rabin-262144</c> or <c>rabin-87381-262144-393216</c>, as in Kubo.</summary>
internal static class ChunkingText
{
    private const int RabinBytesMin = 16;

    /// <summary>Reads a chunker.</summary>
    /// <exception cref="CliFault">Not a chunker, or sizes out of range.</exception>
    public static ContentCut Parse(string chunker, string leaves)
    {
        var kind = leaves switch
        {
            "raw" => LeafKind.Raw,
            "dag-pb" => LeafKind.DagPb,
            _ => throw CliFault.Usage($"--leaves is raw or dag-pb, not {leaves}."),
        };
        var parts = chunker.Split('-');
        var sizes = parts.Skip(1).Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : -1).ToArray();
        return (parts[0], sizes) switch
        {
            ("size", [var size]) when size is >= 1 and <= ContentLimits.ChunkSizeMax => new ContentCut(ImportOptions.Default with { ChunkSize = size, Leaves = kind }, null),
            ("rabin", [var average]) when average >= 3 * RabinBytesMin => Rabin(average / 3, average, average + (average / 2), kind, chunker),
            ("rabin", [var min, var average, var max]) when RabinBytesMin <= min && min <= average && average <= max => Rabin(min, average, max, kind, chunker),
            _ => throw Refused(chunker),
        };
    }

    private static ContentCut Rabin(int min, int average, int max, LeafKind leaves, string text) => max <= ContentLimits.ChunkSizeMax
        ? new ContentCut(ImportOptions.Default with { ChunkSize = max, Leaves = leaves }, new RabinChunking(min, average, max))
        : throw Refused(text);

    private static CliFault Refused(string text) => CliFault.Usage(
        $"`{text}` is no chunker.",
        $"Write size-61440, size-262144, rabin-262144 or rabin-<min>-<average>-<max>; chunks have at most {ContentLimits.ChunkSizeMax} bytes.");
}
