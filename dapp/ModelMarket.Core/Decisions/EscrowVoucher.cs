using ModelMarket.Contracts;
using Rollup.Primitives;

namespace ModelMarket.Core.Decisions;

/// <summary>
/// The money vouchers of mechanism.md §7: absolute amounts and a number that the escrow takes once, so every order of execution ends the
/// same. The emitter fills in the escrow's address, which follows from the application's.
/// </summary>
internal static class EscrowVoucher
{
    public static Effect Pay(ulong jobId, byte pot, ulong paymentId, Address to, UInt128 amount) =>
        new Effect.EscrowCall(new JobEscrow.PayCall(jobId, pot, paymentId, to, amount).Encode());

    public static Effect Refund(ulong jobId, byte pot, ulong paymentId, Address to, UInt128 amount) =>
        new Effect.EscrowCall(new JobEscrow.RefundCall(jobId, pot, paymentId, to, amount).Encode());
}
