using ModelMarket.Core.State;

namespace ModelMarket.Core.Ticking;

/// <summary>What is due for a job: a pure function of its state and the time.</summary>
internal static class TickSchedule
{
    public static TickStep Next(Job job, ulong now)
    {
        if (job.End is { } end) return IsPrunable(job, end, now) ? TickStep.Prune : TickStep.None;
        JobPhase phase = Phases.Of(job, now);
        if (phase == JobPhase.Refunded) return TickStep.Abandon;
        if (phase == JobPhase.Funded || !job.ContentComplete) return TickStep.None;
        if (job.Prepared is null) return TickStep.Prepare;
        return job.Terms?.Kind switch
        {
            JobKind.Open => NextOfOpen(job, now),
            JobKind.Rounds => NextOfRounds(job, job.Terms, now),
            _ => NextOfSealed(job, now),
        };
    }

    private static TickStep NextOfOpen(Job job, ulong now)
    {
        int index = job.FirstUndecided();
        if (index < 0) return now >= Phases.OpenEnd(job) ? TickStep.Settle : TickStep.None;
        Submission first = job.Submissions[index];
        return first.Uploaded || first.IsExpired(now) ? TickStep.Decide : TickStep.None;
    }

    /// <summary>All are decided together, on the revealed groups; without any weights there is nothing to reveal them for.</summary>
    private static TickStep NextOfSealed(Job job, ulong now)
    {
        if (now < Phases.LastDeadline(job)) return TickStep.None;
        bool hasWeights = job.HasUploads();
        if (hasWeights && now < Phases.SealedRevealEnd(job)) return TickStep.None;
        if (hasWeights && job.Baseline is null) return TickStep.StartScoring;
        return job.FirstUndecided() >= 0 ? TickStep.Decide : TickStep.Settle;
    }

    /// <summary>A round is decided and settled once its last blocks are due, one after the other; then the final check, where there is something to check.</summary>
    private static TickStep NextOfRounds(Job job, Terms terms, ulong now)
    {
        uint next = (uint)job.Rounds.Length + 1;
        if (next <= terms.Rounds)
        {
            if (now < Phases.UploadEnd(job, next)) return TickStep.None;
            return job.FirstUndecided() >= 0 ? TickStep.Decide : TickStep.SettleRound;
        }

        // A model that never moved leaves nothing to check, and the sponsor nothing to reveal.
        if (terms.Seal is null || job.Global is null) return TickStep.Settle;
        if (now < Phases.SealedRevealEnd(job)) return TickStep.None;
        if (job.Baseline is not { } baseline) return TickStep.StartScoring;
        return baseline.Defaulted || job.FinalCheck is { Score: not null } ? TickStep.Settle : TickStep.CheckFinal;
    }

    private static bool IsPrunable(Job job, JobEnd end, ulong now) =>
        job.PrunedDigest is null && now >= Phases.After(end.At, Limits.PruneAfterSeconds);
}
