using ModelMarket.Contracts;
using ModelMarket.Core.Messages;
using ModelMarket.Core.Notices;
using ModelMarket.Core.State;
using Rollup.Primitives;

namespace ModelMarket.Core.Decisions;

/// <summary>
/// <c>commit</c>: takes the next place in the order of merit. Checks in this order: job, phase, round, being scored, room. The sender's live
/// commitment, if it has one, is replaced and its place given up.
/// </summary>
internal static class CommitWeights
{
    public static Decision Decide(IReadOnlyState state, Message.Commit message, in InputContext context)
    {
        MarketInputs.CommitCall call = message.Call;
        var content = new ContentEdit(state);
        RejectCode code = Commit(state, call.JobId, call.Round, call.Commitment, context, content, out Job? next);
        if (code != RejectCode.None || next is null) return Decision.Reject(code);
        return Decision.Accept([new Change.SetJob(next), .. content.Changes], ReceiptOf(next));
    }

    /// <summary>The job with the sender's commitment in it, or why it cannot be taken.</summary>
    public static RejectCode Commit(
        IReadOnlyState state, ulong jobId, uint round, Hash32 commitment, in InputContext context, ContentEdit content, out Job? next)
    {
        next = null;
        if (!JobLookup.TryFindOpen(state, jobId, context.BlockTimestamp, out Job? job, out RejectCode code)) return code;
        if (round != 0) return RejectCode.RoundUnknown;
        if (!TryTakePlace(job, context, content, out Job? placed, out Submission? place, out code)) return code;
        next = placed.With(place with { Commitment = commitment });
        return RejectCode.None;
    }

    /// <summary>What the sender of the job's last commitment needs to know.</summary>
    public static Effect ReceiptOf(Job job)
    {
        Submission committed = job.Submissions[^1];
        return new Effect.Report(new AcceptedReport(
            NoticeType.Accepted, "commit", job.Id, committed.Id, RevealBy: committed.RevealBy, UploadBy: committed.UploadBy));
    }

    /// <summary>Gives up the sender's live commitment, if any, and appends a new one with its own deadlines and its own B.</summary>
    public static bool TryTakePlace(
        Job job,
        in InputContext context,
        ContentEdit content,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Job? next,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Submission? place,
        out RejectCode code)
    {
        next = null;
        place = null;
        Submission? live = JobLookup.LiveOf(job, context.Sender, context.BlockTimestamp);
        code = Refusal(job, live);
        if (code != RejectCode.None) return false;
        if (live is not null) job = GiveUp(job, live, context.BlockTimestamp, content);
        place = Append(job, context);
        next = job with { Submissions = job.Submissions.Add(place) };
        return true;
    }

    private static RejectCode Refusal(Job job, Submission? live)
    {
        if (live is not null && job.Evaluation?.SubmissionId == live.Id) return RejectCode.CommitmentBeingScored;
        return job.Submissions.Length >= (job.Terms?.MaxSubmissions ?? 0) ? RejectCode.SubmissionsFull : RejectCode.None;
    }

    private static Job GiveUp(Job job, Submission live, ulong now, ContentEdit content)
    {
        if (live.Weights is { } weights) content.Release(weights.DeclarationId);
        var decided = new Decided(SubmissionOutcome.Replaced, "", null, job.Best.Score, 0, job.Money.Paid, 0, null, null, now);
        return job.With(live with { Decided = decided, Weights = null, Uploaded = false });
    }

    private static Submission Append(Job job, in InputContext context)
    {
        Invariant.Require(job.Terms is not null, "an open job has terms");
        ulong revealBy = Phases.After(context.BlockTimestamp, job.Terms.RevealSeconds);
        return new Submission
        {
            Id = job.Submissions.Length,
            Sender = context.Sender,
            Commitment = Hash32.Zero,
            InputIndex = context.InputIndex,
            CommittedAt = context.BlockTimestamp,
            FundedBefore = job.Money.Pool,
            RevealBy = revealBy,
            UploadBy = Phases.After(revealBy, job.Terms.UploadSeconds),
        };
    }
}
