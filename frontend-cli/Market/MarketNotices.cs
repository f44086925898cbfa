using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelMarket.Cli.Session.Node;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace ModelMarket.Cli.Market;

/// <summary>Reads the market's notices from a node: what was decided, settled, sent back and written.</summary>
internal sealed class MarketNotices
{
    private readonly NodeClient _node;

    /// <summary>Reads through a node.</summary>
    public MarketNotices(NodeClient node)
    {
        _node = node;
    }

    /// <summary>All notices of one type, oldest first.</summary>
    /// <param name="noticeType">One of <see cref="Core.Notices.NoticeType"/>.</param>
    /// <param name="type">How it is read.</param>
    /// <param name="inputIndex">Only those of one input; null for all.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<IReadOnlyList<T>> OfAsync<T>(string noticeType, JsonTypeInfo<T> type, ulong? inputIndex, CancellationToken cancellation)
        where T : class
    {
        var found = new List<T>();
        foreach (var output in await _node.OutputsAsync(inputIndex, cancellation))
        {
            if (Read(output, noticeType, type) is { } notice)
            {
                found.Add(notice);
            }
        }

        return found;
    }

    /// <summary>Reads an output as a notice of a type; null for anything else.</summary>
    public static T? Read<T>(NodeOutput output, string noticeType, JsonTypeInfo<T> type)
        where T : class
    {
        if (!Output.TryDecode(Hex.Decode(output.RawData), out var decoded) || decoded is not Notice notice)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(notice.Payload);
            var matches = document.RootElement.TryGetProperty("type", out var name) && name.ValueEquals(noticeType);
            return matches ? document.RootElement.Deserialize(type) : null;
        }
        catch (JsonException)
        {
            // Not a notice of this version: nothing that is looked for.
            return null;
        }
    }
}
