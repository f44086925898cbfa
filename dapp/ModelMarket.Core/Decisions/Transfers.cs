using System.Collections.Immutable;
using ModelMarket.Contracts;
using ModelMarket.Core.Notices;
using ModelMarket.Core.State;
using Rollup.Primitives;

namespace ModelMarket.Core.Decisions;

/// <summary>
/// Sends money out of one pot to several: one voucher each for up to <see cref="Limits.DirectPayeesMax"/>, above that one settlement by Merkle
/// root, which each payee claims by proof (mechanism.md §7).
/// </summary>
internal static class Transfers
{
    /// <summary>Payments to clients.</summary>
    /// <param name="job">The job whose pot pays.</param>
    /// <param name="pot">The pot.</param>
    /// <param name="transfers">Who gets what; nobody gets nothing.</param>
    /// <param name="context">Chain and application, part of every leaf.</param>
    /// <param name="effects">Vouchers and notices.</param>
    /// <param name="paymentIds">The escrow's number of each payment; of the settlement, where there is one.</param>
    public static Job Pay(
        Job job, byte pot, ImmutableArray<Transfer> transfers, in InputContext context, ICollection<Effect> effects, out ImmutableArray<ulong> paymentIds)
    {
        job = Send(job, pot, transfers, context, effects, EscrowVoucher.Pay, out paymentIds);
        Ledger ledger = job.PotOf(pot);
        return job.WithPot(pot, ledger with { Paid = ledger.Paid + Sum(transfers) });
    }

    /// <summary>As <see cref="Pay"/>, for money that goes back to who deposited it.</summary>
    public static Job Refund(
        Job job, byte pot, ImmutableArray<Transfer> transfers, in InputContext context, ICollection<Effect> effects, out ImmutableArray<ulong> paymentIds)
    {
        job = Send(job, pot, transfers, context, effects, EscrowVoucher.Refund, out paymentIds);
        Ledger ledger = job.PotOf(pot);
        return job.WithPot(pot, ledger with { Refunded = ledger.Refunded + Sum(transfers) });
    }

    private static Job Send(
        Job job,
        byte pot,
        ImmutableArray<Transfer> transfers,
        in InputContext context,
        ICollection<Effect> effects,
        Func<ulong, byte, ulong, Address, UInt128, Effect> voucher,
        out ImmutableArray<ulong> paymentIds)
    {
        ulong first = job.NextPaymentId;
        if (transfers.Length > Limits.DirectPayeesMax)
        {
            paymentIds = [.. transfers.Select(_ => first)];
            Settle(job.Id, pot, first, transfers, context, effects);
            return job with { NextPaymentId = first + 1 };
        }

        paymentIds = [.. transfers.Select((_, index) => first + (ulong)index)];
        for (int i = 0; i < transfers.Length; i++) effects.Add(voucher(job.Id, pot, paymentIds[i], transfers[i].To, transfers[i].Amount));
        return job with { NextPaymentId = first + (ulong)transfers.Length };
    }

    private static void Settle(
        ulong jobId, byte pot, ulong paymentId, ImmutableArray<Transfer> transfers, in InputContext context, ICollection<Effect> effects)
    {
        Address escrow = EscrowAddress.Of(context.AppContract);
        SettlementTree tree = SettlementTree.Of(context.ChainId, escrow, jobId, paymentId, [.. transfers.Select(transfer => (transfer.To, transfer.Amount))]);
        effects.Add(new Effect.EscrowCall(new JobEscrow.SettleCall(jobId, pot, paymentId, tree.Root, tree.Total, (uint)tree.Count).Encode()));
        effects.Add(new Effect.Notice(new SettlementNotice(
            NoticeType.Settlement, jobId, pot, paymentId, tree.Root, tree.Total, [.. transfers.Select(transfer => new PayeeView(transfer.To, transfer.Amount))])));
    }

    private static UInt128 Sum(ImmutableArray<Transfer> transfers)
    {
        UInt128 sum = 0;
        foreach (Transfer transfer in transfers) sum += transfer.Amount;
        return sum;
    }
}
