using System.Diagnostics.CodeAnalysis;
using ModelMarket.Contracts;
using ModelMarket.Core.Messages;
using ModelMarket.Core.Notices;
using ModelMarket.Core.State;
using Rollup.Primitives;

namespace ModelMarket.Core.Decisions;

/// <summary>
/// <c>commit</c>: takes the next place in the order of merit. Checks in this order: job, phase, round, the round before, bond, being scored, replacements,
/// room. The sender's live commitment, if it has one, is replaced; where commitments have bonds or are decided together its place is free again.
/// </summary>
internal static class CommitWeights
{
    public static Decision Decide(IReadOnlyState state, Message.Commit message, in InputContext context)
    {
        MarketInputs.CommitCall call = message.Call;
        var draft = new CommitDraft(state, context, 0);
        RejectCode code = Commit(draft, call.JobId, call.Round, call.Commitment, out Job? next);
        if (code != RejectCode.None || next is null) return Decision.Reject(code);
        return Decision.Accept([new Change.SetJob(next), .. draft.Content.Changes], ReceiptOf(next));
    }

    /// <summary>The job with the sender's commitment in it, or why it cannot be taken.</summary>
    public static RejectCode Commit(CommitDraft draft, ulong jobId, uint round, Hash32 commitment, out Job? next)
    {
        next = null;
        if (!JobLookup.TryFindOpen(draft.State, jobId, draft.Context.BlockTimestamp, out Job? job, out RejectCode code)) return code;
        Invariant.Require(job.Terms is not null, "an open job has terms");
        if (round != (job.Terms.Rounds == 0 ? 0 : Phases.RoundAt(job, draft.Context.BlockTimestamp))) return RejectCode.RoundUnknown;
        if (round > 1 && (uint)job.Rounds.Length < round - 1) return RejectCode.RoundNotSettled;
        if (!TryTakePlace(job, draft, out Job? placed, out Submission? place, out code)) return code;
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
        Job job, CommitDraft draft, [NotNullWhen(true)] out Job? next, [NotNullWhen(true)] out Submission? place, out RejectCode code)
    {
        next = null;
        place = null;
        Submission? live = JobLookup.LiveOf(job, draft.Context.Sender, draft.Context.BlockTimestamp);
        code = Refusal(job, live, draft);
        if (code != RejectCode.None) return false;
        if (live is not null) job = GiveUp(job, live, draft);
        place = Append(job, draft);
        next = job with { Submissions = job.Submissions.Add(place) };
        return true;
    }

    private static RejectCode Refusal(Job job, Submission? live, CommitDraft draft)
    {
        Invariant.Require(job.Terms is not null, "an open job has terms");
        Terms terms = job.Terms;
        if (terms.IsBonded && draft.Bond == 0) return RejectCode.BondRequired;
        if (draft.Bond < terms.ClientBond) return RejectCode.BondTooSmall;
        if (live is not null && job.Evaluation?.SubmissionId == live.Id) return RejectCode.CommitmentBeingScored;
        (uint taken, uint replaced) = Count(job, terms, draft);
        bool freesItsPlace = live is not null && FreesPlaces(terms);
        if (freesItsPlace && replaced >= Limits.ReplacementsMax) return RejectCode.ReplacementsExhausted;
        return taken - (freesItsPlace ? 1U : 0U) >= terms.MaxSubmissions ? RejectCode.SubmissionsFull : RejectCode.None;
    }

    /// <summary>Places taken in this round, and how often the sender replaced its own.</summary>
    private static (uint Taken, uint Replaced) Count(Job job, Terms terms, CommitDraft draft)
    {
        uint round = RoundOf(job, terms, draft), taken = 0, replaced = 0;
        foreach (Submission submission in job.Submissions)
        {
            if (submission.Round != round) continue;
            bool isFree = FreesPlaces(terms) && submission.Decided?.Outcome == SubmissionOutcome.Replaced;
            taken += isFree ? 0U : 1U;
            replaced += isFree && submission.Sender == draft.Context.Sender ? 1U : 0U;
        }

        return (taken, replaced);
    }

    private static bool FreesPlaces(Terms terms) => terms.IsBonded || terms.IsBatch;

    private static uint RoundOf(Job job, Terms terms, CommitDraft draft) =>
        terms.Rounds == 0 ? 0 : Phases.RoundAt(job, draft.Context.BlockTimestamp);

    private static Job GiveUp(Job job, Submission live, CommitDraft draft)
    {
        if (live.Weights is { } weights) draft.Content.Release(weights.DeclarationId);
        var decided = new Decided(SubmissionOutcome.Replaced, "", null, job.Best.Score, 0, job.Money.Paid, 0, null, null, draft.Context.BlockTimestamp);
        job = job.With(live with { Decided = decided, Weights = null, Uploaded = false });
        return Bonds.Close(job, live.Id, draft.Context, draft.Effects);
    }

    private static Submission Append(Job job, CommitDraft draft)
    {
        Invariant.Require(job.Terms is not null, "an open job has terms");
        Terms terms = job.Terms;
        ulong now = draft.Context.BlockTimestamp;
        uint round = Phases.RoundAt(job, now);
        ulong revealBy = terms.IsBatch ? Phases.RevealEnd(job, round) : Phases.After(now, terms.RevealSeconds);
        return new Submission
        {
            Id = job.Submissions.Length,
            Sender = draft.Context.Sender,
            Commitment = Hash32.Zero,
            InputIndex = draft.Context.InputIndex,
            CommittedAt = now,
            FundedBefore = job.Money.Pool,
            Round = terms.Rounds == 0 ? 0 : round,
            Bond = draft.Bond,
            RevealBy = revealBy,
            UploadBy = Phases.After(revealBy, terms.UploadSeconds),
        };
    }
}
