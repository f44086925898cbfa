using ModelMarket.Core.Decisions;
using ModelMarket.Core.Messages;
using ModelMarket.Core.Notices;
using ModelMarket.Core.State;

namespace ModelMarket.Core.Ticking;

/// <summary>
/// <c>tick</c>: does what is due for a job, step by step, until nothing is or the work of one input is used up. Anyone may send it.
/// </summary>
internal static class TickJob
{
    public static Decision Decide(IReadOnlyState state, Message.Tick message, in InputContext context)
    {
        if (!state.Jobs.TryGetValue(message.Call.JobId, out Job? job)) return Decision.Reject(RejectCode.JobUnknown);
        if (TickSchedule.Next(job, context.BlockTimestamp) == TickStep.None) return Decision.Reject(RejectCode.NothingToDo);
        var draft = new TickDraft(state, job, context, state.InputWorkMax);
        while (TryStep(draft))
        {
        }

        bool isDue = TickSchedule.Next(draft.Job, context.BlockTimestamp) != TickStep.None;
        draft.Effects.Add(new Effect.Report(
            new AcceptedReport(NoticeType.Accepted, "tick", job.Id, WorkDone: draft.Meter.Spent, WorkDue: isDue)));
        return new Decision.Accepted([new Change.SetJob(draft.Job), .. draft.Content.Changes], [.. draft.Effects]);
    }

    /// <summary>One step; false when nothing more is due or the next piece of work must wait.</summary>
    private static bool TryStep(TickDraft draft) => TickSchedule.Next(draft.Job, draft.Now) switch
    {
        TickStep.Abandon => Settling.Abandon(draft),
        TickStep.Prepare => Preparing.Step(draft),
        TickStep.StartScoring => StartScoring.Step(draft),
        TickStep.Decide => Deciding.Step(draft),
        TickStep.SettleRound => RoundSettling.Step(draft),
        TickStep.CheckFinal => FinalChecking.Step(draft),
        TickStep.Settle => Settling.Settle(draft),
        TickStep.Prune => Settling.Prune(draft),
        _ => false,
    };
}
