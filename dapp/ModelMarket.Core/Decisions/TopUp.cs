using ModelMarket.Contracts;
using ModelMarket.Core.Messages;
using ModelMarket.Core.Notices;
using ModelMarket.Core.State;

namespace ModelMarket.Core.Decisions;

/// <summary>
/// <c>toppedUp</c>: joins the reward for later commitments while commitments can still come; otherwise it goes back. Never rejected
/// because it is late or misplaced: the money has been locked already.
/// </summary>
internal static class TopUp
{
    public static Decision Decide(IReadOnlyState state, Message.ToppedUp message, in InputContext context)
    {
        MarketInputs.ToppedUpCall call = message.Call;
        // The escrow knows every job before the machine does, so this names a job that another escrow's code would have to invent.
        if (!state.Jobs.TryGetValue(call.JobId, out Job? job)) return Decision.Reject(RejectCode.JobUnknown);
        Deposit deposit = call.Deposit;
        if (!Deposits.Fit(job, [deposit])) return Decision.Reject(RejectCode.DepositOverflow);
        RejectCode refusal = Refusal(job, deposit, context.BlockTimestamp);
        if (refusal == RejectCode.None) return Join(job, deposit);
        var effects = new List<Effect>();
        Job next = Deposits.Return(job, deposit, refusal, effects);
        return new Decision.Accepted([new Change.SetJob(next)], [.. effects]);
    }

    private static RejectCode Refusal(Job job, in Deposit deposit, ulong now)
    {
        if (job.Reclaiming) return RejectCode.ReclaimStarted;
        if (job.End is not null) return RejectCode.JobEnded;
        // After Open nobody can commit any more, and with rounds the pool is fixed when the first Open ends.
        JobPhase phase = Phases.Of(job, now);
        bool counts = phase is JobPhase.Funded or JobPhase.Preparing || (phase == JobPhase.Open && Phases.RoundAt(job, now) == 1);
        if (!counts) return RejectCode.PhaseClosed;
        return Deposits.Refusal(job, deposit);
    }

    private static Decision Join(Job job, in Deposit deposit)
    {
        Job next = Deposits.Join(job, deposit);
        var notice = new ToppedUpNotice(NoticeType.ToppedUp, job.Id, deposit.Id, deposit.Depositor, deposit.Amount, next.Money.Pool);
        return Decision.Accept([new Change.SetJob(next)], new Effect.Notice(notice));
    }
}
