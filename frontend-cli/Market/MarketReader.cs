using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelMarket.Cli.Session.Node;
using ModelMarket.Core.Inspect;
using Rollup.Primitives;

namespace ModelMarket.Cli.Market;

/// <summary>Reads the market's state by inspection: the dapp's own views, whole lists where it answers in pages.</summary>
internal sealed class MarketReader
{
    private readonly Func<string, CancellationToken, Task<IReadOnlyList<byte[]>>> _inspect;

    /// <summary>Reads through a node.</summary>
    public MarketReader(NodeClient node)
        : this(node.InspectAsync)
    {
    }

    /// <summary>Reads a market in this process.</summary>
    public MarketReader(Core.Market market)
        : this((path, _) => Task.FromResult(market.Inspect(path)))
    {
    }

    private MarketReader(Func<string, CancellationToken, Task<IReadOnlyList<byte[]>>> inspect)
    {
        _inspect = inspect;
    }

    /// <summary>All jobs, oldest first.</summary>
    public Task<IReadOnlyList<JobSummaryView>> JobsAsync(CancellationToken cancellation) =>
        PagesAsync("jobs", MarketJson.Default.JobListView, page => (page.Jobs, page.Next), cancellation);

    /// <summary>One job.</summary>
    /// <exception cref="CliFault">No job has this number.</exception>
    public Task<JobView> JobAsync(ulong jobId, CancellationToken cancellation) =>
        AskAsync(Path(jobId), MarketJson.Default.JobView, cancellation);

    /// <summary>One job as it will be for an input of this block time: phase and due work are judged then.</summary>
    public Task<JobView> JobAsync(ulong jobId, ulong at, CancellationToken cancellation) =>
        AskAsync(string.Create(CultureInfo.InvariantCulture, $"jobs/{jobId}?at={at}"), MarketJson.Default.JobView, cancellation);

    /// <summary>Scored submissions, best first.</summary>
    public Task<IReadOnlyList<LeaderboardEntryView>> LeaderboardAsync(ulong jobId, CancellationToken cancellation) =>
        PagesAsync(Path(jobId) + "/leaderboard", MarketJson.Default.LeaderboardView, page => (page.Entries, page.Next), cancellation);

    /// <summary>Commitments in the order of merit.</summary>
    public Task<IReadOnlyList<SubmissionView>> SubmissionsAsync(ulong jobId, CancellationToken cancellation) =>
        PagesAsync(Path(jobId) + "/submissions", MarketJson.Default.SubmissionListView, page => (page.Submissions, page.Next), cancellation);

    /// <summary>Every round of a rounds job.</summary>
    public Task<IReadOnlyList<RoundView>> RoundsAsync(ulong jobId, CancellationToken cancellation) =>
        PagesAsync(Path(jobId) + "/rounds", MarketJson.Default.RoundListView, page => (page.Rounds, page.Next), cancellation);

    /// <summary>What the job's declarations still wait for.</summary>
    public Task<IReadOnlyList<MissingContentView>> MissingAsync(ulong jobId, CancellationToken cancellation) =>
        PagesAsync(Path(jobId) + "/missing", MarketJson.Default.MissingView, page => (page.Declarations, page.Next), cancellation);

    /// <summary>Who has written to a job, and how often.</summary>
    public Task<IReadOnlyList<MessageCountView>> MessageCountsAsync(ulong jobId, CancellationToken cancellation) =>
        PagesAsync(Path(jobId) + "/messages", MarketJson.Default.MessageCountsView, page => (page.Senders, page.Next), cancellation);

    /// <summary>One block the machine holds; its hash is not checked here.</summary>
    public async Task<byte[]> BlockAsync(string cid, CancellationToken cancellation) =>
        (await AskAsync($"blocks/{cid}", MarketJson.Default.BlockView, cancellation)).Data;

    /// <summary>What the deployment chose: phase lengths, operator, fees.</summary>
    public async Task<Core.Genesis> GenesisAsync(CancellationToken cancellation)
    {
        var reports = await _inspect("genesis", cancellation);
        return Core.Genesis.TryParse(reports.SelectMany(report => report).ToArray(), out var genesis, out var problem)
            ? genesis
            : throw CliFault.Unreachable($"The dapp's genesis is not what this version understands: {problem}", "Is the application a ModelMarket of this version?");
    }

    /// <summary>The whole machine in a few numbers.</summary>
    public Task<StateView> StateAsync(CancellationToken cancellation) => AskAsync("state", MarketJson.Default.StateView, cancellation);

    /// <summary>Everything one address committed.</summary>
    public Task<IReadOnlyList<SubmissionView>> ClientAsync(Address client, CancellationToken cancellation) =>
        PagesAsync($"clients/{client}", MarketJson.Default.ClientView, page => (page.Submissions, page.Next), cancellation);

    private static string Path(ulong jobId) => string.Create(CultureInfo.InvariantCulture, $"jobs/{jobId}");

    private async Task<IReadOnlyList<TItem>> PagesAsync<TPage, TItem>(
        string path, JsonTypeInfo<TPage> type, Func<TPage, (IReadOnlyList<TItem> Items, int? Next)> read, CancellationToken cancellation)
    {
        var all = new List<TItem>();
        int? offset = 0;
        while (offset is { } from)
        {
            var page = await AskAsync(string.Create(CultureInfo.InvariantCulture, $"{path}?offset={from}"), type, cancellation);
            var (items, next) = read(page);
            all.AddRange(items);
            offset = next;
        }

        return all;
    }

    private async Task<T> AskAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        var reports = await _inspect(path, cancellation);
        byte[] json = reports is [var only] ? only : [.. reports.SelectMany(report => report)];
        if (Rejection.TryRead(json, out var rejection))
        {
            throw rejection.ToFault();
        }

        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new JsonException("null");
        }
        catch (JsonException fault)
        {
            throw CliFault.Unreachable(
                $"The dapp's answer to `{path}` is not what this version understands: {fault.Message}",
                "Is the application a ModelMarket of this version?");
        }
    }
}
