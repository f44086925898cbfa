using System.Globalization;
using ModelMarket.Cli.Session;
using ModelMarket.Core;
using ModelMarket.Core.Inspect;

namespace ModelMarket.Cli.Market;

/// <summary>
/// Does whatever is due in a job that this user can do: as anybody, draw and tick; as the sponsor, upload, open the drawn groups, reveal
/// the others; as a client, reveal and upload what was committed. Nothing is remembered between two calls but what lies in the state folder.
/// </summary>
internal sealed class Errands
{
    private readonly UserMarket _user;

    /// <summary>Creates them for one user.</summary>
    public Errands(UserMarket user)
    {
        _user = user;
    }

    /// <summary>Does what is due at the newest block.</summary>
    public async Task<ErrandReport> RunAsync(ulong jobId, CancellationToken cancellation)
    {
        var done = new List<string>();
        var job = await NowAsync(jobId, cancellation);
        if (job.End is null)
        {
            await SponsorAsync(job, done, cancellation);
            await ClientAsync(job, done, cancellation);
            await TickAsync(jobId, done, cancellation);
            job = await NowAsync(jobId, cancellation);
        }

        var (waitsFor, until) = await WaitAsync(_user.Session, job, cancellation);
        return new ErrandReport(job, done, waitsFor, until);
    }

    private async Task<JobView> NowAsync(ulong jobId, CancellationToken cancellation) =>
        await _user.Reader.JobAsync(jobId, (await _user.Session.HeadAsync(cancellation)).Timestamp, cancellation);

    private bool IsSponsor(JobView job) => job.Seal is { } seal && _user.Secrets.Has(seal.Root);

    private async Task SponsorAsync(JobView job, List<string> done, CancellationToken cancellation)
    {
        if (job.Phase is JobPhase.Funded or JobPhase.Preparing)
        {
            await UploadAsync(job, done, cancellation);
        }

        if (job.Phase == JobPhase.Funded && job.Seal is { Seed: null })
        {
            if (await _user.Drawer.TryDrawAsync(job.Id, cancellation))
            {
                job = await NowAsync(job.Id, cancellation);
                done.Add($"drew the groups to open: {string.Join(", ", job.Seal!.Drawn)}");
            }
        }

        if (IsSponsor(job) && job.Seal is { Seed: not null } && IsGroupTime(job, out var drawn))
        {
            var secret = await _user.Secrets.LoadAsync(job.Seal.Root, cancellation);
            var opened = await _user.Opener.OpenAsync(job, secret, GroupOpener.Due(job.Seal, drawn), cancellation);
            if (opened > 0)
            {
                done.Add(string.Create(CultureInfo.InvariantCulture, $"{(drawn ? "opened" : "revealed")} {opened} groups"));
            }
        }
    }

    // Without weights there is nothing to reveal for: the job ends by a tick and everything goes back.
    private static bool IsGroupTime(JobView job, out bool drawn)
    {
        drawn = job.Phase is JobPhase.Funded or JobPhase.Preparing;
        return drawn || (job.Phase == JobPhase.SealedReveal && !job.WorkDue);
    }

    // Model and public rows, where this user has them: a `job post` that was interrupted goes on here.
    private async Task UploadAsync(JobView job, List<string> done, CancellationToken cancellation)
    {
        var files = new[] { job.Model, job.Data }.OfType<ContentView>().Where(file => !file.Complete).Select(file => ContentLibrary.CidOf(file.Cid)).Where(_user.Content.Has).ToList();
        if (files.Count > 0)
        {
            await new Uploader(_user.Reader, _user.Content, _user.Sender, _user.Say).UploadAsync(job.Id, files, cancellation);
            done.Add("uploaded model and rows");
        }
    }

    private async Task ClientAsync(JobView job, List<string> done, CancellationToken cancellation)
    {
        var before = await OwnAsync(job.Id, cancellation);
        var after = await _user.Submitter.ResumeAsync(job.Id, cancellation);
        done.AddRange(after.Where(submission => before.GetValueOrDefault(submission.Id) is { } status && status < SubmissionStatus.Uploaded && submission.Status >= SubmissionStatus.Uploaded)
            .Select(submission => $"revealed and uploaded submission {submission.Id}"));
    }

    private async Task<Dictionary<int, SubmissionStatus>> OwnAsync(ulong jobId, CancellationToken cancellation)
    {
        var all = await _user.Reader.SubmissionsAsync(jobId, cancellation);
        return all.Where(submission => submission.Sender == _user.Account.Address).ToDictionary(submission => submission.Id, submission => submission.Status);
    }

    private async Task TickAsync(ulong jobId, List<string> done, CancellationToken cancellation)
    {
        var job = await NowAsync(jobId, cancellation);
        if (!job.WorkDue)
        {
            return;
        }

        var outcome = await _user.Ticker.OnceAsync(jobId, cancellation);
        if (outcome.Rejection is { Report.Name: "NothingToDo" })
        {
            return;
        }

        outcome.OrThrow("The tick");
        await _user.Ticker.WhileDueAsync(jobId, cancellation);
        done.Add("ticked: did the work that was due");
    }

    /// <summary>What a job waits for, and from whom; it needs no key to see that.</summary>
    public static async Task<(string WaitsFor, ulong? Until)> WaitAsync(MarketSession session, JobView job, CancellationToken cancellation) => job.Phase switch
    {
        _ when job.End is not null => (string.Empty, null),
        _ when job.WorkDue => ($"a tick, which anyone may send: modelmarket tick {job.Id}", null),
        JobPhase.Funded when job.Seal is { Seed: null } => (await DrawWaitAsync(session, job, cancellation), job.Seal.FundedEnd),
        JobPhase.Funded => (GroupWait(job, drawn: true) ?? "the end of Funded, which has a fixed length", job.Seal?.FundedEnd),
        JobPhase.Preparing => (GroupWait(job, drawn: true) ?? "the sponsor, who must upload model and rows", job.OpenStart),
        JobPhase.Open when job.Rounds is { } rounds => ($"commitments to round {rounds.Current} of {rounds.Total}", null),
        JobPhase.Open => ($"commitments; {job.Submissions} of {job.Terms?.MaxSubmissions} places were taken so far", job.OpenEnd),
        JobPhase.Reveal => ("the clients, who must reveal and upload their weights", job.Rounds is null ? job.LastDeadline : null),
        JobPhase.SealedReveal => (GroupWait(job, drawn: false) ?? "the end of SealedReveal, which has a fixed length", job.Seal?.RevealEnd),
        _ when job.Rounds is { } rounds && rounds.Current < rounds.Total => ($"round {rounds.Current + 1}", null),
        _ => ("its next deadline", job.LastDeadline),
    };

    private static string? GroupWait(JobView job, bool drawn)
    {
        var due = job.Seal is { } seal ? GroupOpener.Due(seal, drawn) : [];
        return due.Count == 0 ? null : $"the sponsor, who must {(drawn ? "open" : "reveal")} {due.Count} groups: {string.Join(", ", due)}";
    }

    private static async Task<string> DrawWaitAsync(MarketSession session, JobView job, CancellationToken cancellation)
    {
        var block = await Drawer.BlockAsync(session, job.Id, cancellation);
        var head = (await session.HeadAsync(cancellation)).Number;
        return head < block
            ? string.Create(CultureInfo.InvariantCulture, $"block {block}, whose hash draws the groups to open")
            : $"the draw, which anyone may call: modelmarket tick {job.Id}";
    }
}
