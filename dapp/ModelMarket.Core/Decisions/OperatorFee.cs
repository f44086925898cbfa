using ModelMarket.Core.State;
using Rollup.Primitives;

namespace ModelMarket.Core.Decisions;

/// <summary>
/// What keeping a job's content costs (mechanism.md §8): one <c>pay</c> from the reward to the operator when the job is taken, by what it
/// reserves and for how long, so that memory is not rented for nothing. Nothing where the genesis names no fee.
/// </summary>
internal static class OperatorFee
{
    /// <summary>Takes the fee out of the pool, or says why the job cannot be taken.</summary>
    public static RejectCode Charge(Genesis genesis, ref Job job, Terms terms, ICollection<Effect> effects)
    {
        if (genesis.Document.Fees.Count == 0) return RejectCode.None;
        if (Find(genesis, job.Token) is not { } fee) return RejectCode.TokenNotAccepted;
        if (!TryPrice(fee, job.ReservedBytes, TermsCheck.Duration(terms), out UInt128 amount) || amount >= job.Money.Pool) return RejectCode.RewardBelowFee;
        effects.Add(EscrowVoucher.Pay(job.Id, Deposits.RewardPot, job.NextPaymentId, genesis.Document.Operator, amount));
        job = job with
        {
            NextPaymentId = job.NextPaymentId + 1,
            Money = job.Money with { Pool = job.Money.Pool - amount, Fee = amount },
        };
        return RejectCode.None;
    }

    /// <summary><c>⌊perMiBDay · bytes · seconds / (2²⁰ · 86,400)⌋</c>, at least 1; false beyond 128 bits.</summary>
    private static bool TryPrice(GenesisFee fee, long reservedBytes, ulong seconds, out UInt128 amount)
    {
        UInt128 byteSeconds = (UInt128)(ulong)reservedBytes * seconds;
        bool fits = UInt256.MulDiv(fee.PerMiBDay, byteSeconds, (UInt128)(ulong)Limits.BytesPerMiB * Limits.SecondsPerDay, out amount);
        amount = UInt128.Max(amount, 1);
        return fits;
    }

    private static GenesisFee? Find(Genesis genesis, Address token)
    {
        foreach (GenesisFee fee in genesis.Document.Fees)
        {
            if (fee.Token == token) return fee;
        }

        return null;
    }
}
