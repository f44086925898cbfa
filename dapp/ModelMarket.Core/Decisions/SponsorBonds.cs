using ModelMarket.Core.State;
using Rollup.Primitives;

namespace ModelMarket.Core.Decisions;

/// <summary>Lets go of the sponsor bond of an ended job (mechanism.md §2 and §7).</summary>
internal static class SponsorBonds
{
    /// <summary>Burned in part where the drawn groups were never opened, whole where the hidden ones were not revealed; the rest goes back.</summary>
    public static Job Close(Job job, ICollection<Effect> effects)
    {
        UInt128 held = job.SponsorBond.Left;
        if (held == 0) return job;
        UInt128 burned = Burned(job, held), back = held - burned;
        job = Burn.Of(job, Pot.SponsorBond, burned, effects);
        if (back == 0) return job;
        effects.Add(EscrowVoucher.Refund(job.Id, Pot.SponsorBond, job.NextPaymentId, job.Sponsor, back));
        Ledger bond = job.SponsorBond;
        return job with { SponsorBond = bond with { Refunded = bond.Refunded + back }, NextPaymentId = job.NextPaymentId + 1 };
    }

    private static UInt128 Burned(Job job, UInt128 held)
    {
        switch (job.End?.Reason)
        {
            case RejectCode.SealedDataMissing:
                return held;
            case RejectCode.DrawMissing or RejectCode.GroupsMissing:
                Invariant.Require(UInt256.MulDiv(held, Limits.UnopenedBurnPercent, 100, out UInt128 part), "a part of the bond fits");
                return part;
            default:
                return 0;
        }
    }
}
