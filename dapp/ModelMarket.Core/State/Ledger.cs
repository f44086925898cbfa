namespace ModelMarket.Core.State;

/// <summary>
/// The money of one job. Always <c>Paid + Fee + Refunded ≤ Deposited</c> and <c>Paid ≤ Pool</c>. Deposits that
/// cannot be used go back at once, so <c>Left = Pool − Paid</c> while a job lives.
/// </summary>
/// <param name="Deposited">Everything that ever came in.</param>
/// <param name="Pool">What of it counts as reward: without what cannot be used, and without the fee.</param>
/// <param name="Paid">Vouchers to clients.</param>
/// <param name="Fee">The voucher to the operator.</param>
/// <param name="Refunded">Vouchers back to depositors.</param>
internal readonly record struct Ledger(UInt128 Deposited, UInt128 Pool, UInt128 Paid, UInt128 Fee, UInt128 Refunded)
{
    /// <summary>What the escrow still holds: while a job lives, what may still be earned.</summary>
    public UInt128 Left => Deposited - Paid - Fee - Refunded;
}
