using Rollup.Primitives;

namespace ModelMarket.Core.Notices;

/// <summary>A settlement by Merkle root: all that a payee needs to make its proof.</summary>
/// <param name="Type">Always <see cref="NoticeType.Settlement"/>.</param>
/// <param name="JobId">The job's number.</param>
/// <param name="Pot">The pot that pays.</param>
/// <param name="PaymentId">The settlement's number in the escrow.</param>
/// <param name="Root">What the voucher settles.</param>
/// <param name="Total">Sum of all amounts.</param>
/// <param name="Payees">Who claims what, by index.</param>
public sealed record SettlementNotice(
    string Type, ulong JobId, byte Pot, ulong PaymentId, Hash32 Root, UInt128 Total, IReadOnlyList<PayeeView> Payees);
