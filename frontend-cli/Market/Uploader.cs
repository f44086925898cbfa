using System.Globalization;
using ModelMarket.Content;

namespace ModelMarket.Cli.Market;

/// <summary>Sends the blocks of a file that the machine still wants, until it wants none of them.</summary>
internal sealed class Uploader
{
    private readonly MarketReader _market;
    private readonly ContentLibrary _content;
    private readonly InputSender _sender;
    private readonly Action<string> _say;

    /// <summary>Creates an uploader.</summary>
    public Uploader(MarketReader market, ContentLibrary content, InputSender sender, Action<string> say)
    {
        _market = market;
        _content = content;
        _sender = sender;
        _say = say;
    }

    /// <summary>Uploads one declared file.</summary>
    public Task UploadAsync(ulong jobId, Cid root, CancellationToken cancellation) => UploadAsync(jobId, [root], cancellation);

    /// <summary>Uploads declared files together, in as few inputs as they fit.</summary>
    public async Task UploadAsync(ulong jobId, IReadOnlyList<Cid> roots, CancellationToken cancellation)
    {
        for (var wanted = await WantedAsync(jobId, roots, cancellation); wanted.Count > 0;)
        {
            var payloads = BlockPacker.Pack(wanted.SelectMany(_content.Blocks).DistinctBy(block => block.Cid));
            var outcomes = await _sender.SendAllAsync(payloads, Told(payloads.Count), cancellation);
            var left = await WantedAsync(jobId, roots, cancellation);
            if (left.Count == wanted.Count && left.SequenceEqual(wanted))
            {
                // Nothing moved: whatever the machine said about it is the reason.
                outcomes.FirstOrDefault(outcome => !outcome.Taken)?.OrThrow("The upload");
                throw CliFault.Failed($"The machine still wants {left.Count} blocks of {string.Join(", ", roots)} after they were sent.", $"See: modelmarket job show {jobId}");
            }

            wanted = left;
        }
    }

    private Action<int> Told(int count) => count < 2
        ? static _ => { }
    : sent => _say(string.Create(CultureInfo.InvariantCulture, $"uploaded {sent} of {count} inputs"));

    private async Task<List<Cid>> WantedAsync(ulong jobId, IReadOnlyList<Cid> roots, CancellationToken cancellation)
    {
        var known = roots.Select(root => root.ToV1()).ToHashSet();
        var missing = await _market.MissingAsync(jobId, cancellation);
        return [.. missing.Where(content => known.Contains(ContentLibrary.CidOf(content.Cid).ToV1())).SelectMany(content => content.Blocks).Select(ContentLibrary.CidOf).Distinct()];
    }
}
