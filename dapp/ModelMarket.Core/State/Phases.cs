namespace ModelMarket.Core.State;

/// <summary>The phase of a job and its ends: pure functions of state and time, the same for every message and every view.</summary>
internal static class Phases
{
    /// <summary>The phase at <paramref name="now"/>; a phase holds from its start to just before its end.</summary>
    public static JobPhase Of(Job job, ulong now)
    {
        if (job.End is { } end) return end.Reason == RejectCode.None ? JobPhase.Settled : JobPhase.Refunded;
        if (now < OpenStart(job)) return JobPhase.Preparing;
        if (!job.ContentComplete) return JobPhase.Refunded;
        if (now < OpenEnd(job)) return JobPhase.Open;
        return now < LastDeadline(job) ? JobPhase.Reveal : JobPhase.Scoring;
    }

    /// <summary>When Open starts: the nominal end of Preparing, or earlier once the initial model has its score.</summary>
    public static ulong OpenStart(Job job) => job.Prepared?.OpenStart ?? After(job.OpenedAt, TermsOf(job).PrepareSeconds);

    public static ulong OpenEnd(Job job) => After(OpenStart(job), TermsOf(job).OpenSeconds);

    public static ulong LastDeadline(Job job) => After(After(OpenEnd(job), TermsOf(job).RevealSeconds), TermsOf(job).UploadSeconds);

    /// <summary><paramref name="seconds"/> after <paramref name="start"/>; the end of time instead of an overflow.</summary>
    public static ulong After(ulong start, ulong seconds) => start > ulong.MaxValue - seconds ? ulong.MaxValue : start + seconds;

    private static Terms TermsOf(Job job)
    {
        Rollup.Primitives.Invariant.Require(job.Terms is not null, "a job without terms has ended");
        return job.Terms;
    }
}
