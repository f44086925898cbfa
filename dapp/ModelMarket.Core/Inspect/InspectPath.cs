using System.Globalization;

namespace ModelMarket.Core.Inspect;

/// <summary>An inspect path: segments, the page's offset, and the time a job is looked at (0 for the last input's).</summary>
internal readonly record struct InspectPath(string[] Segments, int Offset, ulong At)
{
    private const string OffsetKey = "offset=";
    private const string AtKey = "at=";
    private const int SegmentsMax = 4;

    /// <summary>Reads <c>a/b/c</c>, <c>a/b/c?offset=n</c> or <c>a/b/c?at=seconds</c>; a leading slash is passed over.</summary>
    public static bool TryParse(string text, out InspectPath path)
    {
        path = default;
        if (text.Length > Limits.InspectPathBytesMax) return false;
        string[] parts = text.TrimStart('/').Split('?');
        string[] segments = parts[0].Split('/');
        if (parts.Length > 2 || segments.Length > SegmentsMax) return false;
        int offset = 0;
        ulong at = 0;
        if (parts.Length == 2 && !TryAt(parts[1], out at) && !TryOffset(parts[1], out offset)) return false;
        path = new InspectPath(segments, offset, at);
        return true;
    }

    private static bool TryAt(string query, out ulong at)
    {
        at = 0;
        return query.StartsWith(AtKey, StringComparison.Ordinal)
            && ulong.TryParse(query.AsSpan(AtKey.Length), NumberStyles.None, NumberFormatInfo.InvariantInfo, out at);
    }

    private static bool TryOffset(string query, out int offset)
    {
        offset = 0;
        return query.StartsWith(OffsetKey, StringComparison.Ordinal)
            && int.TryParse(query.AsSpan(OffsetKey.Length), NumberStyles.None, NumberFormatInfo.InvariantInfo, out offset);
    }
}
