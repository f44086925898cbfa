using ModelMarket.Core.State;
using Rollup.Primitives;

namespace ModelMarket.Core.Decisions;

/// <summary>Sends money to nobody, so that nobody gains by another's loss (mechanism.md §7).</summary>
internal static class Burn
{
    /// <summary>Where it goes: no key is known for it.</summary>
    public static Address Nobody { get; } = Address.Parse("0x000000000000000000000000000000000000dEaD");

    public static Job Of(Job job, byte pot, UInt128 amount, ICollection<Effect> effects)
    {
        if (amount == 0) return job;
        Ledger ledger = job.PotOf(pot);
        effects.Add(EscrowVoucher.Pay(job.Id, pot, job.NextPaymentId, Nobody, amount));
        return job.WithPot(pot, ledger with { Burned = ledger.Burned + amount }) with { NextPaymentId = job.NextPaymentId + 1 };
    }
}
