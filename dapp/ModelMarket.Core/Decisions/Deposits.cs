using System.Collections.Immutable;
using ModelMarket.Contracts;
using ModelMarket.Core.Notices;
using ModelMarket.Core.State;
using Rollup.Primitives;

namespace ModelMarket.Core.Decisions;

/// <summary>What becomes of money that came in: it joins the reward, or goes back with the reason in a notice.</summary>
internal static class Deposits
{
    public const byte RewardPot = Pot.Reward;

    /// <summary>Whether all of <paramref name="deposits"/> keep every pot's sum within 128 bits. The escrow's own sums do.</summary>
    public static bool Fit(Job job, ReadOnlySpan<Deposit> deposits)
    {
        for (byte pot = Pot.Reward; pot <= Pot.ClientBonds; pot++)
        {
            if (!Fit(job.PotOf(pot), pot, deposits)) return false;
        }

        return true;
    }

    private static bool Fit(in Ledger ledger, byte pot, ReadOnlySpan<Deposit> deposits)
    {
        UInt128 room = UInt128.MaxValue - ledger.Deposited;
        foreach (Deposit deposit in deposits)
        {
            if (PotIn(deposit) != pot) continue;
            if (deposit.Amount > room) return false;
            room -= deposit.Amount;
        }

        return true;
    }

    // The escrow knows three pots; what another one would send counts as client bonds, and goes back.
    private static byte PotIn(in Deposit deposit) => Math.Min(deposit.Pot, Pot.ClientBonds);

    /// <summary>Why a deposit cannot join the reward of a job that lives; none if it can.</summary>
    public static RejectCode Refusal(Job job, in Deposit deposit)
    {
        if (deposit.Pot != RewardPot) return RejectCode.PotClosed;
        bool known = IndexOf(job.Depositors, deposit.Depositor) >= 0;
        return known || job.Depositors.Length < Limits.DepositsPerJobMax ? RejectCode.None : RejectCode.DepositsFull;
    }

    /// <summary>Whether the deposit is the sponsor bond that a job with sealed data is opened with.</summary>
    public static bool IsSponsorBond(Job job, in Deposit deposit) =>
        deposit.Pot == Pot.SponsorBond && job.Terms?.Seal is not null && deposit.Depositor == job.Sponsor;

    /// <summary>The job with the deposit in one of its bond pots.</summary>
    public static Job JoinBond(Job job, in Deposit deposit)
    {
        Ledger ledger = job.PotOf(deposit.Pot);
        return job.WithPot(deposit.Pot, ledger with { Deposited = ledger.Deposited + deposit.Amount, Pool = ledger.Pool + deposit.Amount });
    }

    /// <summary>The job with the deposit in its reward.</summary>
    public static Job Join(Job job, in Deposit deposit)
    {
        int index = IndexOf(job.Depositors, deposit.Depositor);
        ImmutableArray<Depositor> depositors = index < 0
            ? job.Depositors.Add(new Depositor(deposit.Depositor, deposit.Amount))
            : job.Depositors.SetItem(index, new Depositor(deposit.Depositor, job.Depositors[index].Amount + deposit.Amount));
        Ledger money = job.Money;
        return job with
        {
            Depositors = depositors,
            Money = money with { Deposited = money.Deposited + deposit.Amount, Pool = money.Pool + deposit.Amount },
        };
    }

    /// <summary>The job with the deposit on its way back: a refund voucher, unless reclaim has started and the escrow returns it.</summary>
    public static Job Return(Job job, in Deposit deposit, RejectCode reason, ICollection<Effect> effects)
    {
        byte pot = PotIn(deposit);
        Ledger money = job.PotOf(pot);
        money = money with { Deposited = money.Deposited + deposit.Amount };
        RejectionText text = Rejections.Of(reason);
        ulong? paymentId = null;
        if (!job.Reclaiming && deposit.Amount > 0)
        {
            paymentId = job.NextPaymentId;
            money = money with { Refunded = money.Refunded + deposit.Amount };
            effects.Add(EscrowVoucher.Refund(job.Id, deposit.Pot, paymentId.Value, deposit.Depositor, deposit.Amount));
        }

        effects.Add(new Effect.Notice(new DepositReturnedNotice(
            NoticeType.DepositReturned, job.Id, deposit.Id, deposit.Pot, deposit.Depositor, deposit.Amount, paymentId,
            (ushort)reason, text.Name, text.Message, text.Hint)));
        return job.WithPot(pot, money) with { NextPaymentId = job.NextPaymentId + (paymentId is null ? 0UL : 1UL) };
    }

    private static int IndexOf(ImmutableArray<Depositor> depositors, Address address)
    {
        for (int i = 0; i < depositors.Length; i++)
        {
            if (depositors[i].Address == address) return i;
        }

        return -1;
    }
}
