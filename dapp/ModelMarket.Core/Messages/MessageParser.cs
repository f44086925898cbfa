using System.Diagnostics.CodeAnalysis;
using ModelMarket.Contracts;

namespace ModelMarket.Core.Messages;

/// <summary>Parse: from the bytes of an input to a message, or the code that says why not. Checks in this order: portal, length, selector, arguments, authority.</summary>
internal static class MessageParser
{
    private const int SelectorBytes = 4;

    public static bool TryParse(
        ReadOnlySpan<byte> payload, in InputContext context, [NotNullWhen(true)] out Message? message, out RejectCode code)
    {
        message = null;
        if (payload.Length > Limits.PayloadBytesMax) return Fail(RejectCode.PayloadTooLarge, out code);
        if (Portals.IsPortal(context.Sender)) return TryParsePortal(payload, context, out message, out code);
        if (payload.IsEmpty) return Fail(RejectCode.PayloadEmpty, out code);
        if (payload.Length < SelectorBytes) return Fail(RejectCode.SelectorUnknown, out code);
        if (!TryDecode(payload, out message, out code)) return false;
        if (!IsFromEscrowOnly(message)) return true;
        bool authentic = context.Sender == EscrowAddress.Of(context.AppContract);
        code = authentic ? RejectCode.None : RejectCode.NotEscrow;
        return authentic;
    }

    private static bool TryParsePortal(
        ReadOnlySpan<byte> payload, in InputContext context, [NotNullWhen(true)] out Message? message, out RejectCode code)
    {
        bool read = Portals.TryRead(context.Sender, context.AppContract, payload, out PortalTransfer? transfer);
        message = read && transfer is not null ? new Message.PortalDeposit(transfer) : null;
        code = message is null ? RejectCode.PortalPayloadMalformed : RejectCode.None;
        return message is not null;
    }

    private static bool TryDecode(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out Message? message, out RejectCode code)
    {
        ReadOnlySpan<byte> selector = payload[..SelectorBytes];
        bool known = true;
        message = null;
        if (selector.SequenceEqual(MarketInputs.PutBlocksCall.Selector))
        {
            if (MarketInputs.PutBlocksCall.TryDecode(payload, out var call)) message = new Message.PutBlocks(call);
        }
        else if (selector.SequenceEqual(MarketInputs.PutPartCall.Selector))
        {
            if (MarketInputs.PutPartCall.TryDecode(payload, out var call)) message = new Message.PutPart(call);
        }
        else if (selector.SequenceEqual(MarketInputs.TickCall.Selector))
        {
            if (MarketInputs.TickCall.TryDecode(payload, out var call)) message = new Message.Tick(call);
        }
        else
        {
            known = TryDecodeClient(payload, selector, out message) || TryDecodeLetter(payload, selector, out message) || TryDecodeEscrow(payload, selector, out message);
        }

        code = !known ? RejectCode.SelectorUnknown : message is null ? RejectCode.PayloadMalformed : RejectCode.None;
        return message is not null;
    }

    /// <summary>True if the selector is one of a client's messages; the message is null if its arguments are not canonical.</summary>
    private static bool TryDecodeClient(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> selector, out Message? message)
    {
        message = null;
        if (selector.SequenceEqual(MarketInputs.CommitCall.Selector))
        {
            if (MarketInputs.CommitCall.TryDecode(payload, out var call)) message = new Message.Commit(call);
            return true;
        }

        if (selector.SequenceEqual(MarketInputs.RevealCall.Selector))
        {
            if (MarketInputs.RevealCall.TryDecode(payload, out var call)) message = new Message.Reveal(call);
            return true;
        }

        if (selector.SequenceEqual(MarketInputs.OpenGroupCall.Selector))
        {
            if (MarketInputs.OpenGroupCall.TryDecode(payload, out var call)) message = new Message.OpenGroup(call);
            return true;
        }

        if (!selector.SequenceEqual(MarketInputs.SubmitCall.Selector)) return false;
        if (MarketInputs.SubmitCall.TryDecode(payload, out var submit)) message = new Message.Submit(submit);
        return true;
    }

    /// <summary>True if the selector is one of what people write to each other; the message is null if its arguments are not canonical.</summary>
    private static bool TryDecodeLetter(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> selector, out Message? message)
    {
        message = null;
        if (selector.SequenceEqual(MarketInputs.PublishKeyCall.Selector))
        {
            if (MarketInputs.PublishKeyCall.TryDecode(payload, out var call)) message = new Message.PublishKey(call);
            return true;
        }

        if (selector.SequenceEqual(MarketInputs.NoteCall.Selector))
        {
            if (MarketInputs.NoteCall.TryDecode(payload, out var call)) message = new Message.Note(call);
            return true;
        }

        if (!selector.SequenceEqual(MarketInputs.MessageCall.Selector)) return false;
        if (MarketInputs.MessageCall.TryDecode(payload, out var letter)) message = new Message.Private(letter);
        return true;
    }

    /// <summary>True if the selector is one of the escrow's messages; the message is null if its arguments are not canonical.</summary>
    private static bool TryDecodeEscrow(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> selector, out Message? message)
    {
        message = null;
        if (selector.SequenceEqual(MarketInputs.JobOpenedCall.Selector))
        {
            if (MarketInputs.JobOpenedCall.TryDecode(payload, out var call)) message = new Message.JobOpened(call);
            return true;
        }

        if (selector.SequenceEqual(MarketInputs.ToppedUpCall.Selector))
        {
            if (MarketInputs.ToppedUpCall.TryDecode(payload, out var call)) message = new Message.ToppedUp(call);
            return true;
        }

        if (selector.SequenceEqual(MarketInputs.BondedCommitCall.Selector))
        {
            if (MarketInputs.BondedCommitCall.TryDecode(payload, out var call)) message = new Message.BondedCommit(call);
            return true;
        }

        if (selector.SequenceEqual(MarketInputs.DrawnCall.Selector))
        {
            if (MarketInputs.DrawnCall.TryDecode(payload, out var call)) message = new Message.Drawn(call);
            return true;
        }

        if (!selector.SequenceEqual(MarketInputs.ReclaimStartedCall.Selector)) return false;
        if (MarketInputs.ReclaimStartedCall.TryDecode(payload, out var reclaim)) message = new Message.ReclaimStarted(reclaim);
        return true;
    }

    private static bool IsFromEscrowOnly(Message message) =>
        message is Message.JobOpened or Message.ToppedUp or Message.BondedCommit or Message.Drawn or Message.ReclaimStarted;

    private static bool Fail(RejectCode reason, out RejectCode code)
    {
        code = reason;
        return false;
    }
}
