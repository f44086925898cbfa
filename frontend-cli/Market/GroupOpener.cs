using System.Globalization;
using ModelMarket.Contracts;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Sealing;
using Rollup.Primitives;

namespace ModelMarket.Cli.Market;

/// <summary>
/// Opens groups of sealed rows: declares each with its proof, then sends its blocks. Looks at what the machine has first, so a run that was
/// interrupted anywhere goes on where it stopped.
/// </summary>
internal sealed class GroupOpener
{
    private readonly MarketReader _market;
    private readonly ContentLibrary _content;
    private readonly InputSender _sender;
    private readonly Action<string> _say;

    /// <summary>Creates an opener.</summary>
    public GroupOpener(MarketReader market, ContentLibrary content, InputSender sender, Action<string> say)
    {
        _market = market;
        _content = content;
        _sender = sender;
        _say = say;
    }

    /// <summary>Groups that may be opened in a phase and are not complete: the drawn ones, or, once all weights are in, the others.</summary>
    public static IReadOnlyList<int> Due(SealView seal, bool drawn) =>
        [.. Enumerable.Range(0, seal.Groups).Where(index => seal.Drawn.Contains(index) == drawn && !IsComplete(seal, index))];

    /// <summary>Opens groups, all of which may be opened now.</summary>
    /// <returns>How many were incomplete before.</returns>
    public async Task<int> OpenAsync(JobView job, SealedSecret secret, IReadOnlyList<int> indices, CancellationToken cancellation)
    {
        var seal = job.Seal ?? throw CliFault.Rejected($"Job {job.Id} has no sealed rows.", $"See: modelmarket job show {job.Id}");
        if (indices.Count == 0)
        {
            return 0;
        }

        _say(string.Create(CultureInfo.InvariantCulture, $"opening {indices.Count} groups of {seal.Groups}"));
        foreach (var index in indices)
        {
            _content.Import(secret.Groups[index].File);
        }

        var undeclared = indices.Where(index => seal.Opened.All(opened => opened.Index != index)).ToList();
        await DeclareAsync(job.Id, secret, undeclared, cancellation);
        var uploader = new Uploader(_market, _content, _sender, _say);
        await uploader.UploadAsync(job.Id, [.. indices.Select(index => ContentLibrary.CidOf(secret.Groups[index].Cid))], cancellation);
        return indices.Count;
    }

    private async Task DeclareAsync(ulong jobId, SealedSecret secret, List<int> indices, CancellationToken cancellation)
    {
        var tree = secret.Tree();
        byte[][] payloads = [.. indices.Select(index => CallOf(jobId, secret.Groups[index], tree).Encode())];
        foreach (var outcome in await _sender.SendAllAsync(payloads, static _ => { }, cancellation))
        {
            if (outcome.Rejection is not { Report.Name: "GroupOpenedAlready" })
            {
                outcome.OrThrow("Opening a group");
            }
        }
    }

    private static MarketInputs.OpenGroupCall CallOf(ulong jobId, GroupSecret group, SealedTree tree) => new(
        jobId,
        (uint)group.Index,
        group.Rows,
        (ulong)group.File.LongLength,
        ContentLibrary.CidOf(group.Cid).Encode(),
        Hash32.Parse(group.Salt),
        tree.Proof(group.Index));

    private static bool IsComplete(SealView seal, int index) => seal.Opened.Any(opened => opened.Index == index && opened.File.Complete);
}
