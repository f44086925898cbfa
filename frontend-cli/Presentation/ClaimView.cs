using System.Globalization;
using ModelMarket.Cli.Market;

namespace ModelMarket.Cli.Presentation;

/// <summary>An executed voucher as data. Amounts in the token's smallest unit, as text.</summary>
internal sealed record ClaimView(ulong OutputIndex, string Kind, ulong JobId, ulong PaymentId, string To, string Amount, string Token, string Transaction, ulong GasUsed, bool Credited)
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
}
