using ModelMarket.Core.Messages;
using ModelMarket.Core.Notices;

namespace ModelMarket.Core.Decisions;

/// <summary>Something sent through an official portal: the machine keeps no such money, so it goes back by the standard withdrawal voucher.</summary>
internal static class ReturnPortalDeposit
{
    private const string Hint = "Rewards go through the escrow (JobEscrow.openJob, topUp); portals are not used.";

    public static Decision Decide(Message.PortalDeposit message)
    {
        PortalTransfer transfer = message.Transfer;
        var notice = new PortalReturnedNotice(NoticeType.PortalReturned, transfer.Portal, transfer.Token, transfer.Sender, Hint);
        return Decision.Accept(
            [], new Effect.Voucher(transfer.Destination, transfer.Value, transfer.Payload), new Effect.Notice(notice));
    }
}
