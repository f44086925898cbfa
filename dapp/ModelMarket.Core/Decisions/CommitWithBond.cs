using ModelMarket.Contracts;
using ModelMarket.Core.Messages;
using ModelMarket.Core.State;

namespace ModelMarket.Core.Decisions;

/// <summary>
/// <c>bondedCommit</c>: a client's bond came with its commitment. Where the terms ask for none the money goes back and the commitment counts all
/// the same; where it cannot be taken, its reason goes with the money. Never rejected: the bond has been locked already.
/// </summary>
internal static class CommitWithBond
{
    public static Decision Decide(IReadOnlyState state, Message.BondedCommit message, in InputContext context)
    {
        MarketInputs.BondedCommitCall call = message.Call;
        if (!state.Jobs.TryGetValue(call.JobId, out Job? job)) return Decision.Reject(RejectCode.JobUnknown);
        if (!Deposits.Fit(job, [call.Deposit])) return Decision.Reject(RejectCode.DepositOverflow);
        bool takesBond = job.Terms is { IsBonded: true } && call.Deposit.Pot == Pot.ClientBonds;
        var draft = new CommitDraft(state, context with { Sender = call.Deposit.Depositor }, takesBond ? call.Deposit.Amount : 0);
        RejectCode code = CommitWeights.Commit(draft, call.JobId, call.Round, call.Commitment, out Job? next);
        if (next is not null) draft.Effects.Add(CommitWeights.ReceiptOf(next));
        bool joins = takesBond && next is not null;
        RejectCode reason = code == RejectCode.None ? RejectCode.PotClosed : code;
        job = joins ? Deposits.JoinBond(next!, call.Deposit) : Deposits.Return(next ?? job, call.Deposit, reason, draft.Effects);
        return new Decision.Accepted([new Change.SetJob(job), .. draft.Content.Changes], [.. draft.Effects]);
    }
}
