using ModelMarket.Core.State;

namespace ModelMarket.Core.Ticking;

/// <summary>What is due for a job: a pure function of its state and the time.</summary>
internal static class TickSchedule
{
    public static TickStep Next(Job job, ulong now)
    {
        if (job.End is { } end) return IsPrunable(job, end, now) ? TickStep.Prune : TickStep.None;
        if (!job.ContentComplete) return Phases.Of(job, now) == JobPhase.Refunded ? TickStep.Abandon : TickStep.None;
        if (job.Prepared is null) return TickStep.Prepare;
        int index = job.FirstUndecided();
        if (index < 0) return now >= Phases.OpenEnd(job) ? TickStep.Settle : TickStep.None;
        Submission first = job.Submissions[index];
        return first.Uploaded || first.IsExpired(now) ? TickStep.Decide : TickStep.None;
    }

    private static bool IsPrunable(Job job, JobEnd end, ulong now) =>
        job.PrunedDigest is null && now >= Phases.After(end.At, Limits.PruneAfterSeconds);
}
