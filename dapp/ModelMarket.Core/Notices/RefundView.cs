using Rollup.Primitives;

namespace ModelMarket.Core.Notices;

/// <summary>One refund voucher of a job.</summary>
/// <param name="PaymentId">Its number in the escrow.</param>
/// <param name="Pot">The pot it leaves: 0 reward, 1 sponsor bond, 2 client bonds.</param>
/// <param name="To">The depositor.</param>
/// <param name="Amount">In the token's smallest unit.</param>
public sealed record RefundView(ulong PaymentId, byte Pot, Address To, UInt128 Amount);
