using Rollup.Primitives;

namespace ModelMarket.Core.State;

/// <summary>
/// The money of one pot of a job. Always <c>Paid + Fee + Refunded + Burned ≤ Deposited</c>. Deposits that cannot be used go back at once.
/// </summary>
/// <param name="Deposited">Everything that ever came in.</param>
/// <param name="Pool">What of it counts: without what cannot be used, and without the fee.</param>
/// <param name="Paid">Vouchers to clients.</param>
/// <param name="Fee">The voucher to the operator.</param>
/// <param name="Refunded">Vouchers back to depositors.</param>
/// <param name="Burned">Vouchers to nobody.</param>
internal readonly record struct Ledger(UInt128 Deposited, UInt128 Pool, UInt128 Paid, UInt128 Fee, UInt128 Refunded, UInt128 Burned)
{
    /// <summary>What the escrow still holds.</summary>
    public UInt128 Left => Deposited - Paid - Fee - Refunded - Burned;

    public static Ledger ReadFrom(ref CanonicalReader reader) => new(
        reader.ReadUInt128(), reader.ReadUInt128(), reader.ReadUInt128(), reader.ReadUInt128(), reader.ReadUInt128(), reader.ReadUInt128());

    public void WriteTo(CanonicalWriter writer) =>
        writer.Amount(Deposited).Amount(Pool).Amount(Paid).Amount(Fee).Amount(Refunded).Amount(Burned);
}
