using Rollup.Primitives;

namespace ModelMarket.Cli.Market;

/// <summary>A voucher that was executed now.</summary>
/// <param name="Voucher">The voucher.</param>
/// <param name="Transaction">The transaction.</param>
/// <param name="GasUsed">What it cost, in units of gas.</param>
/// <param name="Credited">True when the token refused the transfer and the amount waits in the escrow for <c>withdraw</c>.</param>
internal sealed record ClaimedVoucher(MoneyVoucher Voucher, Hash32 Transaction, ulong GasUsed, bool Credited);
