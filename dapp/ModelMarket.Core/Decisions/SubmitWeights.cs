using ModelMarket.Content;
using ModelMarket.Contracts;
using ModelMarket.Core.Messages;
using ModelMarket.Core.State;
using Rollup.Primitives;

namespace ModelMarket.Core.Decisions;

/// <summary>
/// <c>submit</c>: a commitment that shows its weights at once and takes its place now. Checks in this order: job, phase, terms, CID, being
/// scored, room, size, content.
/// </summary>
internal static class SubmitWeights
{
    public static Decision Decide(IReadOnlyState state, Message.Submit message, in InputContext context)
    {
        MarketInputs.SubmitCall call = message.Call;
        if (!JobLookup.TryFindOpen(state, call.JobId, context.BlockTimestamp, out Job? job, out RejectCode code)) return Decision.Reject(code);
        Invariant.Require(job.Terms is not null, "an open job has terms");
        if (!job.Terms.DirectSubmit) return Decision.Reject(RejectCode.DirectSubmitNotAllowed);
        if (!Cid.TryDecode(call.WeightsCid, out Cid cid, out ContentFault malformed)) return Decision.Reject(RejectCode.CidMalformed, malformed.Detail);
        var draft = new CommitDraft(state, context, 0);
        if (!CommitWeights.TryTakePlace(job, draft, out Job? next, out Submission? place, out code)) return Decision.Reject(code);
        Submission direct = place with
        {
            RevealBy = context.BlockTimestamp,
            UploadBy = Phases.After(context.BlockTimestamp, job.Terms.UploadSeconds),
        };
        return RevealWeights.Declare(next, direct, cid, call.WeightsSize, "submit", draft.Content, context);
    }
}
