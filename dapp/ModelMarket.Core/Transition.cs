using ModelMarket.Core.Decisions;
using ModelMarket.Core.Messages;
using ModelMarket.Core.State;
using ModelMarket.Core.Ticking;
using Rollup.Primitives;

namespace ModelMarket.Core;

/// <summary>Decide: the one switch over message kinds. Pure; sees the state and the context, writes nothing.</summary>
internal static class Transition
{
    public static Decision Decide(IReadOnlyState state, Message message, in InputContext context) => message switch
    {
        Message.JobOpened opened => OpenJob.Decide(state, opened, context),
        Message.ToppedUp toppedUp => TopUp.Decide(state, toppedUp, context),
        Message.BondedCommit bonded => CommitWithBond.Decide(state, bonded, context),
        Message.Drawn drawn => NoteDraw.Decide(state, drawn, context),
        Message.ReclaimStarted reclaim => StartReclaim.Decide(state, reclaim, context),
        Message.Commit commit => CommitWeights.Decide(state, commit, context),
        Message.Reveal reveal => RevealWeights.Decide(state, reveal, context),
        Message.Submit submit => SubmitWeights.Decide(state, submit, context),
        Message.OpenGroup group => OpenGroup.Decide(state, group, context),
        Message.PublishKey key => PublishKey.Decide(key, context),
        Message.Note note => SendMessage.Decide(state, note, context),
        Message.Private letter => SendMessage.Decide(state, letter, context),
        Message.PutBlocks blocks => DeliverContent.Decide(state, blocks, context),
        Message.PutPart part => DeliverContent.Decide(state, part, context),
        Message.Tick tick => TickJob.Decide(state, tick, context),
        Message.PortalDeposit deposit => ReturnPortalDeposit.Decide(deposit),
        _ => throw new InvariantException($"Message {message.GetType().Name} has no decision."),
    };
}
