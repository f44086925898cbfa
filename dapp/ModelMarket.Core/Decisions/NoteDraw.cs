using ModelMarket.Core.Messages;
using ModelMarket.Core.Notices;
using ModelMarket.Core.Sealing;
using ModelMarket.Core.State;

namespace ModelMarket.Core.Decisions;

/// <summary><c>drawn</c>: the seed that says which groups of sealed data are opened. Counts once, while the job is Funded.</summary>
internal static class NoteDraw
{
    public static Decision Decide(IReadOnlyState state, Message.Drawn message, in InputContext context)
    {
        if (!JobLookup.TryFindLive(state, message.Call.JobId, out Job? job, out RejectCode code)) return Decision.Reject(code);
        if (job.Sealed is not { } data || Phases.Of(job, context.BlockTimestamp) != JobPhase.Funded) return Decision.Reject(RejectCode.PhaseClosed);
        if (data.Seed is not null) return Decision.Reject(RejectCode.DrawnAlready);
        data = data with { Seed = message.Call.Seed, Drawn = GroupDraw.Of(message.Call.Seed, data.Groups.Length) };
        var notice = new GroupsDrawnNotice(NoticeType.GroupsDrawn, job.Id, message.Call.Seed, data.Groups.Length, [.. data.Drawn]);
        return Decision.Accept([new Change.SetJob(job with { Sealed = data })], new Effect.Notice(notice));
    }
}
