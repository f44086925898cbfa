using ModelMarket.Cli.Modeling;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Judging;

namespace ModelMarket.Cli.Market;

/// <summary>Says before a submission what it will score and earn, with the machine's own code and the content of this job.</summary>
internal sealed class Forecaster
{
    private readonly MarketReader _market;
    private readonly ContentLibrary _content;

    /// <summary>Creates a forecaster.</summary>
    public Forecaster(MarketReader market, ContentLibrary content)
    {
        _market = market;
        _content = content;
    }

    /// <summary>Opens a job's model and data.</summary>
    /// <exception cref="CliFault">The job has no readable terms, or its content is nowhere.</exception>
    public async Task<Workbench> OpenAsync(JobView job, CancellationToken cancellation)
    {
        if (job is not { Terms: { } terms, Model: { } model })
        {
            throw CliFault.Rejected($"Job {job.Id} has no terms that could be read.", $"See: modelmarket job show {job.Id}");
        }

        var modelFile = await _content.FetchAsync(model, cancellation);
        var bench = Workbench.Open(modelFile, await PublicRowsAsync(job, cancellation), terms.ForJudge());
        return job.Rounds?.Global is { } global
            ? bench.StartingFrom(bench.ReadWeights(await _content.FetchAsync(new ContentView(global.Cid, global.SizeBytes, true), cancellation)))
            : bench;
    }

    // All rows, or, where they are sealed, those of the groups that were drawn and opened, in the order of the groups.
    private async Task<IReadOnlyList<JudgeData>> PublicRowsAsync(JobView job, CancellationToken cancellation)
    {
        if (job.Data is { } data)
        {
            return [new JudgeData(await _content.FetchAsync(data, cancellation), null)];
        }

        var opened = job.Seal?.Opened.Where(group => group.Drawn).OrderBy(group => group.Index).ToList() ?? [];
        if (opened.Count == 0 || opened.Count < job.Seal!.Drawn.Count || opened.Any(group => !group.File.Complete))
        {
            throw CliFault.Rejected($"Job {job.Id} has no public rows yet ({job.Phase}).", $"Its drawn groups are not all opened. See what it waits for: modelmarket job show {job.Id}");
        }

        var files = new List<JudgeData>();
        foreach (var group in opened)
        {
            files.Add(new JudgeData(await _content.FetchAsync(group.File, cancellation), group.Rows));
        }

        return files;
    }

    /// <summary>The forecast of weights for a job as it stands.</summary>
    /// <exception cref="CliFault">The initial model has no score yet.</exception>
    public async Task<DryRunResult> OfAsync(JobView job, Workbench bench, ReadOnlyMemory<byte> file, CancellationToken cancellation)
    {
        if (job.Prepared is null || job.Best is null)
        {
            throw CliFault.Rejected(
                $"Job {job.Id} has no score of its initial model yet ({job.Phase}).",
                job.WorkDue ? $"Do what is due and try again: modelmarket tick {job.Id}" : $"Try again when it is open; what it waits for: modelmarket job watch {job.Id} --look --once");
        }

        var earlier = new List<EarlierSubmission>();
        foreach (var submission in await _market.SubmissionsAsync(job.Id, cancellation))
        {
            if (submission.Decision is { } decision && job.Terms?.Kind == JobNames.KindOpen)
            {
                earlier.Add(new EarlierSubmission(submission.Id, decision.Outcome, submission.TensorDigest, await FileOfAsync(bench, submission, cancellation)));
            }
        }

        return DryRun.Of(job, bench.Judge, file, earlier);
    }

    // Directions are compared only where the terms say so; then the other weights are needed, and they are public.
    private async Task<ReadOnlyMemory<byte>?> FileOfAsync(Workbench bench, SubmissionView submission, CancellationToken cancellation)
    {
        if (bench.Judge.Terms.DuplicateThousandths == 0 || submission.Weights is not { Complete: true } content)
        {
            return null;
        }

        return await _content.FetchAsync(content, cancellation);
    }
}
