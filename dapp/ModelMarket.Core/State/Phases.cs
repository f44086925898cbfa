using Rollup.Primitives;

namespace ModelMarket.Core.State;

/// <summary>The phase of a job and its ends: pure functions of state and time, the same for every message and every view.</summary>
internal static class Phases
{
    /// <summary>The phase at <paramref name="now"/>; a phase holds from its start to just before its end.</summary>
    public static JobPhase Of(Job job, ulong now)
    {
        if (job.End is { } end) return end.Phase;
        if (now < FundedEnd(job)) return JobPhase.Funded;
        if (job.Sealed is { Seed: null }) return JobPhase.Refunded;
        if (now < OpenStart(job)) return JobPhase.Preparing;
        if (!job.ContentComplete) return JobPhase.Refunded;
        if (now < LastDeadline(job)) return InRound(job, now);
        return now < SealedRevealEnd(job) ? JobPhase.SealedReveal : JobPhase.Scoring;
    }

    /// <summary>When Funded ends; without sealed data there is none, and it ends when it starts.</summary>
    public static ulong FundedEnd(Job job) => After(job.OpenedAt, TermsOf(job).FundedSeconds);

    /// <summary>When the first Open starts: the nominal end of Preparing, or earlier once the initial model has its score.</summary>
    public static ulong OpenStart(Job job) => job.Prepared?.OpenStart ?? After(FundedEnd(job), TermsOf(job).PrepareSeconds);

    /// <summary>When Open ends for the last time.</summary>
    public static ulong OpenEnd(Job job) => OpenEnd(job, Math.Max(1, TermsOf(job).Rounds));

    /// <summary>When a round opens; rounds are numbered from 1, and a job without rounds has one.</summary>
    public static ulong OpenStart(Job job, uint round) => After(OpenStart(job), (round - 1UL) * RoundSeconds(TermsOf(job)));

    public static ulong OpenEnd(Job job, uint round) => After(OpenStart(job, round), TermsOf(job).OpenSeconds);

    /// <summary>When the last commitment of a round must be revealed.</summary>
    public static ulong RevealEnd(Job job, uint round) => After(OpenEnd(job, round), TermsOf(job).RevealSeconds);

    /// <summary>When the last block of a round must have arrived.</summary>
    public static ulong UploadEnd(Job job, uint round) => After(RevealEnd(job, round), TermsOf(job).UploadSeconds);

    /// <summary>The round at <paramref name="now"/>, from its Open to the next one's: 1 in jobs without rounds, 0 before Open, at most the last.</summary>
    public static uint RoundAt(Job job, ulong now)
    {
        Terms terms = TermsOf(job);
        if (now < OpenStart(job)) return 0;
        if (terms.Rounds == 0) return 1;
        ulong past = (now - OpenStart(job)) / RoundSeconds(terms);
        return (uint)Math.Min(past + 1, terms.Rounds);
    }

    /// <summary>The last possible deadline of a client: of a commitment of the last moment, and with rounds the end of the last one's scoring.</summary>
    public static ulong LastDeadline(Job job)
    {
        Terms terms = TermsOf(job);
        return terms.Rounds == 0 ? UploadEnd(job, 1) : OpenStart(job, terms.Rounds + 1);
    }

    /// <summary>When the sponsor's time to reveal its sealed data is over; without sealed data at once.</summary>
    public static ulong SealedRevealEnd(Job job) => After(LastDeadline(job), TermsOf(job).SealedRevealSeconds);

    /// <summary><paramref name="seconds"/> after <paramref name="start"/>; the end of time instead of an overflow.</summary>
    public static ulong After(ulong start, ulong seconds) => start > ulong.MaxValue - seconds ? ulong.MaxValue : start + seconds;

    private static JobPhase InRound(Job job, ulong now)
    {
        uint round = RoundAt(job, now);
        if (now < OpenEnd(job, round)) return JobPhase.Open;
        return now < UploadEnd(job, round) ? JobPhase.Reveal : JobPhase.Scoring;
    }

    private static ulong RoundSeconds(Terms terms) =>
        (ulong)terms.OpenSeconds + terms.RevealSeconds + terms.UploadSeconds + terms.ScoringSeconds;

    private static Terms TermsOf(Job job)
    {
        Invariant.Require(job.Terms is not null, "a job without terms has ended");
        return job.Terms;
    }
}
