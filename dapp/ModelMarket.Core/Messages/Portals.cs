using Rollup.Primitives;
using Rollup.Primitives.Assets;
using Rollup.Primitives.Rollups;

namespace ModelMarket.Core.Messages;

/// <summary>Deposits of the official portals 2.2.0, which the market sends back: the portal's name in notices, and the withdrawal voucher.</summary>
internal static class Portals
{
    public static bool IsPortal(Address sender) => PortalAddresses.Official.TryFind(sender, out _);

    /// <summary>Reads a portal's payload; false if it is not what that portal writes.</summary>
    public static bool TryRead(Address sender, Address application, ReadOnlySpan<byte> payload, out PortalTransfer? transfer)
    {
        transfer = null;
        if (!PortalAddresses.Official.TryFind(sender, out Portal portal)) return false;
        if (!Deposit.TryDecode(portal, payload, out Deposit? deposit)) return false;
        Voucher back = deposit.ReturnVoucher(application);
        Address token = portal == Portal.Ether ? Address.Zero : back.Destination;
        transfer = new PortalTransfer(Name(portal), token, deposit.Sender, back.Destination, back.Value, back.Payload.ToArray());
        return true;
    }

    private static string Name(Portal portal) => portal switch
    {
        Portal.Ether => "ether",
        Portal.Erc20 => "erc20",
        Portal.Erc721 => "erc721",
        Portal.Erc1155Single => "erc1155Single",
        _ => "erc1155Batch",
    };
}
