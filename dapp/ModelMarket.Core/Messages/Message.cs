using ModelMarket.Contracts;

namespace ModelMarket.Core.Messages;

/// <summary>An input that was read. The kinds are closed: nothing outside this file derives from it, and Transition.cs handles each.</summary>
internal abstract record Message
{
    private Message()
    {
    }

    // ---- from the escrow: statements about money ----

    internal sealed record JobOpened(MarketInputs.JobOpenedCall Call) : Message;

    internal sealed record ToppedUp(MarketInputs.ToppedUpCall Call) : Message;

    internal sealed record BondedCommit(MarketInputs.BondedCommitCall Call) : Message;

    internal sealed record Drawn(MarketInputs.DrawnCall Call) : Message;

    internal sealed record ReclaimStarted(MarketInputs.ReclaimStartedCall Call) : Message;

    // ---- from clients ----

    internal sealed record Commit(MarketInputs.CommitCall Call) : Message;

    internal sealed record Reveal(MarketInputs.RevealCall Call) : Message;

    internal sealed record Submit(MarketInputs.SubmitCall Call) : Message;

    // ---- from the sponsor ----

    internal sealed record OpenGroup(MarketInputs.OpenGroupCall Call) : Message;

    // ---- between the sponsor and the clients of a job ----

    internal sealed record PublishKey(MarketInputs.PublishKeyCall Call) : Message;

    internal sealed record Note(MarketInputs.NoteCall Call) : Message;

    internal sealed record Private(MarketInputs.MessageCall Call) : Message;

    // ---- from anyone ----

    internal sealed record PutBlocks(MarketInputs.PutBlocksCall Call) : Message;

    internal sealed record PutPart(MarketInputs.PutPartCall Call) : Message;

    internal sealed record Tick(MarketInputs.TickCall Call) : Message;

    // ---- from an official portal, by mistake ----

    internal sealed record PortalDeposit(PortalTransfer Transfer) : Message;
}
