using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace Rollup.Guest.Routing;

/// <summary>A question as a path and a query, percent-decoded.</summary>
public sealed class InspectRequest
{
    private InspectRequest(string path, IReadOnlyList<string> segments, IReadOnlyList<(string Name, string Value)> query) =>
        (Path, Segments, Query) = (path, segments, query);

    /// <summary>The path as it was sent, without a leading slash and without the query.</summary>
    public string Path { get; }

    /// <summary>The parts of the path.</summary>
    public IReadOnlyList<string> Segments { get; }

    /// <summary>The parameters in the order of the question.</summary>
    public IReadOnlyList<(string Name, string Value)> Query { get; }

    /// <summary>Reads a question: <c>jobs/7/leaderboard?offset=20</c>. One leading slash is allowed. Nothing may be empty but the whole path and
    /// values; <c>%</c> begins two hexadecimal digits, and what they give must be UTF-8.</summary>
    public static bool TryParse(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out InspectRequest? request, out InspectRefusal refusal)
    {
        request = null;
        if (payload.Length > GuestLimits.InspectBytesMax)
        {
            refusal = new InspectRefusal(InspectRefusalCode.PathTooLong, $"{GuestLimits.InspectBytesMax} bytes");
            return false;
        }

        refusal = new InspectRefusal(InspectRefusalCode.PathMalformed, "");
        if (!Utf8.IsValid(payload))
        {
            return false;
        }

        var text = Encoding.UTF8.GetString(payload);
        var mark = text.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? text : text[..mark];
        path = path.StartsWith('/') ? path[1..] : path;
        if (!TrySplit(path, '/', GuestLimits.InspectSegmentsMax, out var segments) || !TryQuery(mark < 0 ? "" : text[(mark + 1)..], out var query))
        {
            return false;
        }

        request = new InspectRequest(path, segments, query);
        return true;
    }

    /// <summary>The value of a parameter; false when the query does not name it.</summary>
    public bool TryQuery(string name, [NotNullWhen(true)] out string? value)
    {
        value = null;
        foreach (var parameter in Query)
        {
            value = parameter.Name == name ? parameter.Value : value;
        }

        return value is not null;
    }

    private static bool TryQuery(string text, out List<(string Name, string Value)> query)
    {
        query = [];
        if (text.Length == 0)
        {
            return true;
        }

        foreach (var part in text.Split('&'))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || query.Count == GuestLimits.InspectQueryMax
                || !TryUnescape(part[..equals], out var name) || !TryUnescape(part[(equals + 1)..], out var value))
            {
                return false;
            }

            query.Add((name, value));
        }

        return true;
    }

    private static bool TrySplit(string path, char separator, int countMax, out List<string> parts)
    {
        parts = [];
        if (path.Length == 0)
        {
            return true;
        }

        foreach (var part in path.Split(separator))
        {
            if (part.Length == 0 || parts.Count == countMax || !TryUnescape(part, out var text))
            {
                return false;
            }

            parts.Add(text);
        }

        return true;
    }

    private static bool TryUnescape(string text, out string value)
    {
        value = text;
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return true;
        }

        var bytes = new List<byte>(text.Length);
        var source = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] != '%')
            {
                bytes.Add(source[i]);
            }
            else if (i + 2 < source.Length && char.IsAsciiHexDigit((char)source[i + 1]) && char.IsAsciiHexDigit((char)source[i + 2]))
            {
                bytes.Add(Convert.FromHexString([(char)source[i + 1], (char)source[i + 2]])[0]);
                i += 2;
            }
            else
            {
                return false;
            }
        }

        byte[] decoded = [.. bytes];
        value = Encoding.UTF8.GetString(decoded);
        return Utf8.IsValid(decoded);
    }
}
