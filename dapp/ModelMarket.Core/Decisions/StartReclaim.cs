using ModelMarket.Core.Messages;
using ModelMarket.Core.Notices;
using ModelMarket.Core.State;

namespace ModelMarket.Core.Decisions;

/// <summary>
/// <c>reclaimStarted</c>: the machine issues no more vouchers for the job. One that still runs ends here unpaid; vouchers issued before
/// stay executable, and the escrow returns the rest to the depositors.
/// </summary>
internal static class StartReclaim
{
    public static Decision Decide(IReadOnlyState state, Message.ReclaimStarted message, in InputContext context)
    {
        if (!state.Jobs.TryGetValue(message.Call.JobId, out Job? job)) return Decision.Reject(RejectCode.JobUnknown);
        if (job.Reclaiming) return Decision.Reject(RejectCode.ReclaimStarted);
        var notice = new Effect.Notice(new ReclaimStartedNotice(NoticeType.ReclaimStarted, job.Id, Phases.Of(job, context.BlockTimestamp)));
        job = job with { Reclaiming = true };
        if (job.End is not null) return Decision.Accept([new Change.SetJob(job)], notice);
        var content = new ContentEdit(state);
        job = JobEnding.End(job, RejectCode.ReclaimStarted, "", context.BlockTimestamp, content);
        return new Decision.Accepted([new Change.SetJob(job), .. content.Changes], [notice, new Effect.Notice(Endings.Notice(job, []))]);
    }
}
