using System.Globalization;
using ModelMarket.Cli.Market;
using Rollup.Ethereum.JsonRpc;

namespace ModelMarket.Cli.Presentation;

/// <summary>An executed voucher as data. Amounts in the token's smallest unit, as text.</summary>
internal sealed record ClaimView(ulong? OutputIndex, string Kind, ulong JobId, ulong PaymentId, string To, string Amount, string Token, string Transaction, ulong GasUsed, bool Credited)
{
    /// <summary>The view of one.</summary>
    public static ClaimView Of(ClaimedVoucher claimed, TokenInfo token) => new(
        claimed.Voucher.OutputIndex,
        claimed.Voucher.Kind,
        claimed.Voucher.JobId,
        claimed.Voucher.PaymentId,
        claimed.Voucher.To.ToChecksumString(),
        claimed.Voucher.Amount.ToString(CultureInfo.InvariantCulture),
        token.Address.ToChecksumString(),
        claimed.Transaction.ToString(),
        claimed.GasUsed,
        claimed.Credited);

    /// <summary>The view of a part of a settlement.</summary>
    public static ClaimView Of(SettlementClaim claim, TransactionReceipt receipt, TokenInfo token, bool credited) => new(
        null,
        "claim",
        claim.JobId,
        claim.PaymentId,
        claim.Payee.ToChecksumString(),
        claim.Amount.ToString(CultureInfo.InvariantCulture),
        token.Address.ToChecksumString(),
        receipt.TransactionHash.ToString(),
        receipt.GasUsed,
        credited);
}
