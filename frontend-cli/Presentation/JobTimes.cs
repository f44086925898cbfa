using System.Globalization;
using ModelMarket.Cli.Market;
using ModelMarket.Core;
using ModelMarket.Core.Inspect;

namespace ModelMarket.Cli.Presentation;

/// <summary>A job's deadlines in words.</summary>
internal static class JobTimes
{
    /// <summary>What a job waits for, with the time that is left.</summary>
    public static string Wait(ErrandReport report) => report.Until is { } until
        ? $"{report.WaitsFor} (until {JobText.Time(until)})"
        : report.WaitsFor;

    /// <summary>Phase, submissions and what it waits for, in a line.</summary>
    public static string Status(ErrandReport report)
    {
        var job = report.Job;
        var submissions = string.Create(CultureInfo.InvariantCulture, $"{job.Submissions} submissions, {job.Undecided} undecided");
        var best = job.Best is { } score ? $"; best {Units.Score(score)}" : string.Empty;
        var wait = report.WaitsFor.Length == 0 ? string.Empty : $"; waits for {Wait(report)}";
        return $"{job.Phase}: {submissions}{best}{wait}";
    }

    /// <summary>The phases of a job that are not over, each with its end and how long that is.</summary>
    public static IReadOnlyList<(string Phase, string Words)> Ahead(JobView job)
    {
        // The rounds have a table of their own.
        if (job.End is not null || job.Rounds is not null || job.Terms is not { } terms || job.OpenStart is not { } openStart || job.OpenEnd is not { } openEnd || job.LastDeadline is not { } last)
        {
            return [];
        }

        var ends = new List<(string Phase, string What, ulong End)>();
        if (job.Seal is { } seal)
        {
            ends.Add(("Funded", "the groups to open are drawn by then", seal.FundedEnd));
        }

        ends.Add(("Preparing", "model and public rows are there by then, and the initial model has its score; may end earlier", openStart));
        ends.Add(("Open", "weights are committed by then", openEnd));
        ends.Add(terms.Kind == JobNames.KindOpen
            ? ("Reveal", $"each commitment is revealed within {Units.Duration(terms.RevealSeconds)} and uploaded within {Units.Duration(terms.UploadSeconds)} of that; the last by then", last)
            : ("Reveal", $"all weights are revealed by {JobText.Time(openEnd + terms.RevealSeconds)} and uploaded by then", last));
        if (job.Seal is { } hidden)
        {
            ends.Add(("SealedReveal", "the sponsor reveals the hidden groups by then", hidden.RevealEnd));
        }

        return [.. ends.Where(end => end.End > job.Now && !(end.Phase == "Preparing" && job.Prepared is not null))
            .Select(end => (end.Phase, $"until {JobText.Time(end.End)}, {Units.Duration(end.End - job.Now)} from now: {end.What}"))];
    }

    /// <summary>When pay can be executed at the earliest.</summary>
    public static string EarliestPay(JobView job)
    {
        const string Claim = "and after the claim of that epoch is accepted (seconds on a development network, hours on a public one)";
        if (job.End is not null)
        {
            return $"now, {Claim}";
        }

        if (job.Rounds is not null)
        {
            return $"when a round is settled, {Claim}";
        }

        return job.Terms?.Kind == JobNames.KindOpen
            ? $"as soon as a submission is decided, {Claim}"
            : $"from {JobText.Time(job.Seal?.RevealEnd ?? job.LastDeadline ?? 0)}, {Claim}";
    }

    /// <summary>A phase in words.</summary>
    public static string Phase(JobView job) => job.Phase switch
    {
        JobPhase.Funded => "Funded: waits for the draw of the groups that are opened",
        JobPhase.Preparing => "Preparing: waits for model and public rows, then scores the initial model",
        JobPhase.Open when job.OpenEnd is { } end && end > job.Now => $"Open for {Units.Duration(end - job.Now)} more",
        JobPhase.Reveal => "Reveal: takes no commitments any more; weights are revealed and uploaded",
        JobPhase.SealedReveal => "SealedReveal: all weights are in, the sponsor reveals its hidden groups",
        JobPhase.Scoring when job.WorkDue => $"Scoring: `modelmarket tick {job.Id}` goes on",
        JobPhase.Defaulted => "Defaulted: the sponsor did not reveal its sealed rows; its bond was burned",
        _ => job.Phase.ToString(),
    };
}
