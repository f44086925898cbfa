using System.Diagnostics.CodeAnalysis;
using ModelMarket.Core.State;
using Rollup.Primitives;

namespace ModelMarket.Core.Decisions;

/// <summary>Finds the job and the commitment that a message is about.</summary>
internal static class JobLookup
{
    /// <summary>The job, if it takes commitments at <paramref name="now"/>.</summary>
    public static bool TryFindOpen(IReadOnlyState state, ulong jobId, ulong now, [NotNullWhen(true)] out Job? job, out RejectCode code)
    {
        if (!TryFindLive(state, jobId, out job, out code)) return false;
        code = Phases.Of(job, now) == JobPhase.Open ? RejectCode.None : RejectCode.PhaseClosed;
        return code == RejectCode.None;
    }

    /// <summary>The job, if it has not ended.</summary>
    public static bool TryFindLive(IReadOnlyState state, ulong jobId, [NotNullWhen(true)] out Job? job, out RejectCode code)
    {
        code = RejectCode.None;
        if (!state.Jobs.TryGetValue(jobId, out job)) code = RejectCode.JobUnknown;
        else if (job.End is not null) code = RejectCode.JobEnded;
        return code == RejectCode.None;
    }

    /// <summary>The sender's commitment that is neither decided nor expired; there is at most one.</summary>
    public static Submission? LiveOf(Job job, Address sender, ulong now)
    {
        for (int i = job.Submissions.Length - 1; i >= 0; i--)
        {
            Submission submission = job.Submissions[i];
            if (submission.Sender == sender && submission.Decided is null && !submission.IsExpired(now)) return submission;
        }

        return null;
    }

    /// <summary>The sender's last commitment that is not decided, expired or not.</summary>
    public static Submission? UndecidedOf(Job job, Address sender, uint round)
    {
        for (int i = job.Submissions.Length - 1; i >= 0; i--)
        {
            Submission submission = job.Submissions[i];
            if (submission.Sender == sender && submission.Round == round && submission.Decided is null) return submission;
        }

        return null;
    }
}
