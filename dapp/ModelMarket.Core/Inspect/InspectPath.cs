using System.Globalization;

namespace ModelMarket.Core.Inspect;

/// <summary>An inspect path: segments and the page's offset.</summary>
internal readonly record struct InspectPath(string[] Segments, int Offset)
{
    private const string OffsetKey = "offset=";
    private const int SegmentsMax = 4;

    /// <summary>Reads <c>a/b/c</c> or <c>a/b/c?offset=n</c>; a leading slash is passed over.</summary>
    public static bool TryParse(string text, out InspectPath path)
    {
        path = default;
        if (text.Length > Limits.InspectPathBytesMax) return false;
        string[] parts = text.TrimStart('/').Split('?');
        string[] segments = parts[0].Split('/');
        if (parts.Length > 2 || segments.Length > SegmentsMax) return false;
        int offset = 0;
        if (parts.Length == 2 && !TryOffset(parts[1], out offset)) return false;
        path = new InspectPath(segments, offset);
        return true;
    }

    private static bool TryOffset(string query, out int offset)
    {
        offset = 0;
        return query.StartsWith(OffsetKey, StringComparison.Ordinal)
            && int.TryParse(query.AsSpan(OffsetKey.Length), NumberStyles.None, NumberFormatInfo.InvariantInfo, out offset);
    }
}
