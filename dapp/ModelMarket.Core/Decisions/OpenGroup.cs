using ModelMarket.Content;
using ModelMarket.Contracts;
using ModelMarket.Core.Messages;
using ModelMarket.Core.Notices;
using ModelMarket.Core.Sealing;
using ModelMarket.Core.State;
using Rollup.Primitives;

namespace ModelMarket.Core.Decisions;

/// <summary>
/// <c>openGroup</c>: proves one group of sealed data and declares its blocks. Whoever knows its salt may send it. Checks in this order: job,
/// index, phase, opened before, rows and size, CID, proof, room.
/// </summary>
internal static class OpenGroup
{
    public static Decision Decide(IReadOnlyState state, Message.OpenGroup message, in InputContext context)
    {
        MarketInputs.OpenGroupCall call = message.Call;
        if (!JobLookup.TryFindLive(state, call.JobId, out Job? job, out RejectCode code)) return Decision.Reject(code);
        if (job.Sealed is not { } data || call.Index >= (uint)data.Groups.Length) return Decision.Reject(RejectCode.GroupUnknown);
        Invariant.Require(job.Terms?.Seal is not null, "a job with sealed data has its terms");
        if (!TryFindDeadline(job, data, (int)call.Index, context.BlockTimestamp, out ulong deadline)) return Decision.Reject(RejectCode.GroupNotDue);
        if (data.Groups[(int)call.Index] is not null) return Decision.Reject(RejectCode.GroupOpenedAlready);
        if (!HasExpectedSize(job.Terms.Seal, call)) return Decision.Reject(RejectCode.GroupSizeInvalid);
        if (!Cid.TryDecode(call.Cid, out Cid cid, out ContentFault malformed)) return Decision.Reject(RejectCode.CidMalformed, malformed.Detail);
        return IsProven(job, job.Terms.Seal, call, cid, context)
            ? Declare(state, job, data, call, cid, deadline)
            : Decision.Reject(RejectCode.GroupProofInvalid);
    }

    /// <summary>Until when the group's blocks count; false if it may not be opened now.</summary>
    private static bool TryFindDeadline(Job job, SealedData data, int index, ulong now, out ulong deadline)
    {
        bool isDrawn = data.IsDrawn(index);
        deadline = isDrawn ? Phases.OpenStart(job) : Phases.SealedRevealEnd(job);
        JobPhase phase = Phases.Of(job, now);
        return data.Seed is not null && (isDrawn ? phase is JobPhase.Funded or JobPhase.Preparing : phase == JobPhase.SealedReveal);
    }

    private static bool HasExpectedSize(SealTerms seal, in MarketInputs.OpenGroupCall call) =>
        call.Size > 0 && call.Size <= seal.GroupBytesMax && call.Rows == GroupSplit.RowsOf(seal.Rows, seal.Groups, (int)call.Index);

    private static bool IsProven(Job job, SealTerms seal, in MarketInputs.OpenGroupCall call, in Cid cid, in InputContext context)
    {
        Hash32 leaf = GroupLeaf.Of(
            context.ChainId, context.AppContract, job.Sponsor, seal.Nonce, call.Index, call.Rows, call.Size, cid, call.Salt);
        return SealedTree.Verify(seal.Root, seal.Groups, call.Index, leaf, call.Proof);
    }

    private static Decision Declare(IReadOnlyState state, Job job, SealedData data, in MarketInputs.OpenGroupCall call, in Cid cid, ulong deadline)
    {
        var content = new ContentEdit(state);
        var draft = new PendingDeclaration(0, job.Id, ContentPurpose.Group, (int)call.Index, deadline);
        if (!content.TryDeclare(job.Sponsor, cid, call.Size, draft, out ulong id, out bool complete, out ContentFault fault))
        {
            return Decision.Reject(ContentCodes.Of(fault.Error), fault.Detail);
        }

        data = data.With(new SealedGroup((int)call.Index, call.Rows, call.Size, cid, id, complete));
        var report = new AcceptedReport(NoticeType.Accepted, "openGroup", job.Id, UploadBy: deadline);
        return Decision.Accept([new Change.SetJob(job with { Sealed = data }), .. content.Changes], new Effect.Report(report));
    }
}
