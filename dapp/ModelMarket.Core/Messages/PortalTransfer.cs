using Rollup.Primitives;

namespace ModelMarket.Core.Messages;

/// <summary>What came through an official portal, and the voucher that sends it back.</summary>
/// <param name="Portal">The portal's name in notices.</param>
/// <param name="Token">The token; zero for Ether.</param>
/// <param name="Sender">Who sent it.</param>
/// <param name="Destination">The voucher's destination.</param>
/// <param name="Value">The voucher's Ether.</param>
/// <param name="Payload">The voucher's calldata.</param>
internal sealed record PortalTransfer(string Portal, Address Token, Address Sender, Address Destination, UInt256 Value, byte[] Payload);
