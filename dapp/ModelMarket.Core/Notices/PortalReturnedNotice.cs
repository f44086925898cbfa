using Rollup.Primitives;

namespace ModelMarket.Core.Notices;

/// <summary>Something that came through an official portal goes back by the standard withdrawal voucher.</summary>
/// <param name="Type">Always <see cref="NoticeType.PortalReturned"/>.</param>
/// <param name="Portal">The portal: <c>ether</c>, <c>erc20</c>, <c>erc721</c>, <c>erc1155Single</c> or <c>erc1155Batch</c>.</param>
/// <param name="Token">The token; zero for Ether.</param>
/// <param name="Sender">Who sent it and gets it back.</param>
/// <param name="Hint">What to use instead.</param>
public sealed record PortalReturnedNotice(string Type, string Portal, Address Token, Address Sender, string Hint);
