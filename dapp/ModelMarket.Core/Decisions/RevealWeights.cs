using ModelMarket.Content;
using ModelMarket.Contracts;
using ModelMarket.Core.Messages;
using ModelMarket.Core.Notices;
using ModelMarket.Core.State;
using Rollup.Primitives;

namespace ModelMarket.Core.Decisions;

/// <summary>
/// <c>reveal</c>: opens the sender's commitment and declares its weights. Checks in this order: job, phase, round, commitment, revealed
/// before, deadline, CID, hash, size, room.
/// </summary>
internal static class RevealWeights
{
    public static Decision Decide(IReadOnlyState state, Message.Reveal message, in InputContext context)
    {
        MarketInputs.RevealCall call = message.Call;
        RejectCode code = Find(state, call, context, out Job? job, out Submission? submission);
        if (code != RejectCode.None || job is null || submission is null) return Decision.Reject(code);
        if (!Cid.TryDecode(call.WeightsCid, out Cid cid, out ContentFault malformed)) return Decision.Reject(RejectCode.CidMalformed, malformed.Detail);
        var opened = CommitmentHash.Of(
            context.ChainId, context.AppContract, call.JobId, call.Round, context.Sender, cid, call.WeightsSize, call.Salt);
        if (opened != submission.Commitment) return Decision.Reject(RejectCode.CommitmentMismatch);
        return Declare(job, submission, cid, call.WeightsSize, "reveal", new ContentEdit(state), context);
    }

    /// <summary>Declares the weights of a commitment that is in its place already, or refuses them for their size.</summary>
    public static Decision Declare(
        Job job, Submission submission, in Cid cid, ulong sizeBytes, string messageName, ContentEdit content, in InputContext context)
    {
        if (sizeBytes == 0 || sizeBytes > job.Terms?.WeightsBytesMax) return Decision.Reject(RejectCode.WeightsSizeInvalid);
        var draft = new PendingDeclaration(0, job.Id, ContentPurpose.Weights, submission.Id, submission.UploadBy);
        if (!content.TryDeclare(submission.Sender, cid, sizeBytes, draft, out ulong id, out bool complete, out ContentFault fault))
        {
            return Decision.Reject(ContentCodes.Of(fault.Error), fault.Detail);
        }

        Submission revealed = submission with { Weights = new RevealedWeights(cid, sizeBytes, id), Uploaded = complete, PublicAt = complete ? context.InputIndex : null };
        var report = new AcceptedReport(NoticeType.Accepted, messageName, job.Id, submission.Id, UploadBy: submission.UploadBy);
        return Decision.Accept([new Change.SetJob(job.With(revealed)), .. content.Changes], new Effect.Report(report));
    }

    private static RejectCode Find(
        IReadOnlyState state, in MarketInputs.RevealCall call, in InputContext context, out Job? job, out Submission? submission)
    {
        submission = null;
        if (!JobLookup.TryFindLive(state, call.JobId, out job, out RejectCode code)) return code;
        JobPhase phase = Phases.Of(job, context.BlockTimestamp);
        Invariant.Require(job.Terms is not null, "a live job has terms");
        // Where all are decided together, none is shown before the last is bound.
        bool isDue = phase == JobPhase.Reveal || (phase == JobPhase.Open && !job.Terms.IsBatch);
        if (!isDue) return RejectCode.PhaseClosed;
        if (call.Round != (job.Terms.Rounds == 0 ? 0 : Phases.RoundAt(job, context.BlockTimestamp))) return RejectCode.RoundUnknown;
        submission = JobLookup.UndecidedOf(job, context.Sender, call.Round);
        if (submission is null) return RejectCode.CommitmentUnknown;
        if (submission.Weights is not null) return RejectCode.AlreadyRevealed;
        return context.BlockTimestamp >= submission.RevealBy ? RejectCode.RevealLate : RejectCode.None;
    }
}
