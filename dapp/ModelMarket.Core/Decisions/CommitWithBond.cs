using ModelMarket.Contracts;
using ModelMarket.Core.Messages;
using ModelMarket.Core.State;

namespace ModelMarket.Core.Decisions;

/// <summary>
/// <c>bondedCommit</c>: a client's bond came with its commitment. Open jobs take no bonds, so the money goes back; the commitment counts all the
/// same if it can be taken, and otherwise its reason goes with the money. Never rejected: the bond has been locked already.
/// </summary>
internal static class CommitWithBond
{
    public static Decision Decide(IReadOnlyState state, Message.BondedCommit message, in InputContext context)
    {
        MarketInputs.BondedCommitCall call = message.Call;
        if (!state.Jobs.TryGetValue(call.JobId, out Job? job)) return Decision.Reject(RejectCode.JobUnknown);
        if (!Deposits.Fit(job, [call.Deposit])) return Decision.Reject(RejectCode.DepositOverflow);
        var content = new ContentEdit(state);
        InputContext asClient = context with { Sender = call.Deposit.Depositor };
        RejectCode code = CommitWeights.Commit(state, call.JobId, call.Round, call.Commitment, asClient, content, out Job? next);
        var effects = new List<Effect>();
        if (next is not null) effects.Add(CommitWeights.ReceiptOf(next));
        job = Deposits.Return(next ?? job, call.Deposit, code == RejectCode.None ? RejectCode.PotClosed : code, effects);
        return new Decision.Accepted([new Change.SetJob(job), .. content.Changes], [.. effects]);
    }
}
