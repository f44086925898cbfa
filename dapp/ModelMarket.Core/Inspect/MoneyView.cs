namespace ModelMarket.Core.Inspect;

/// <summary>The money of one pot of a job, in the token's smallest unit.</summary>
/// <param name="Deposited">Every deposit ever made.</param>
/// <param name="Pool">What counts as reward: B of a commitment made now.</param>
/// <param name="Paid">Paid by vouchers to clients.</param>
/// <param name="Fee">Paid to the operator for keeping the content.</param>
/// <param name="Refunded">Sent back by vouchers.</param>
/// <param name="Left">What may still be earned: what the escrow still holds.</param>
/// <param name="Burned">Sent to nobody.</param>
public sealed record MoneyView(UInt128 Deposited, UInt128 Pool, UInt128 Paid, UInt128 Fee, UInt128 Refunded, UInt128 Left, UInt128 Burned);
