using ModelMarket.Core.State;

namespace ModelMarket.Core.Decisions;

/// <summary>Lets go of client bonds: back to the client, or burned as <see cref="BondRule"/> says. Each bond once.</summary>
internal static class Bonds
{
    /// <summary>Closes the bond of one decided commitment at once.</summary>
    public static Job Close(Job job, int submissionId, ICollection<Effect> effects)
    {
        Submission submission = job.Submissions[submissionId];
        if (submission.Bond == 0 || submission.BondClosed) return job;
        UInt128 burned = BondRule.Burned(job, submission), back = submission.Bond - burned;
        job = job.With(submission with { BondClosed = true });
        if (back > 0)
        {
            effects.Add(EscrowVoucher.Refund(job.Id, Pot.ClientBonds, job.NextPaymentId, submission.Sender, back));
            Ledger bonds = job.ClientBonds;
            job = job with { ClientBonds = bonds with { Refunded = bonds.Refunded + back }, NextPaymentId = job.NextPaymentId + 1 };
        }

        return Burn.Of(job, Pot.ClientBonds, burned, effects);
    }
}
