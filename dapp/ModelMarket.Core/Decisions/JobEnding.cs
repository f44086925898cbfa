using System.Collections.Immutable;
using ModelMarket.Core.Notices;
using ModelMarket.Core.Payout;
using ModelMarket.Core.State;

namespace ModelMarket.Core.Decisions;

/// <summary>Puts an end to a job: what is undecided earns nothing, what nobody earned goes back, content that nobody needs is dropped.</summary>
internal static class JobEnding
{
    /// <summary>The ended job. Model and best weights are kept for those who want them; everything else is released.</summary>
    public static Job End(Job job, RejectCode reason, string detail, ulong at, ContentEdit content)
    {
        foreach (Submission submission in job.Submissions)
        {
            if (submission.Decided is null) job = job.With(submission with { Decided = Void(job, at), Judged = null });
        }

        Release(job, content);
        job = job with { End = new JobEnd(reason, Cut(detail), at), Preparation = null, Judge = null, Evaluation = null, Kept = [], InitialOutputs = default };
        job = job with { RoundWork = null, FinalCheck = null, Global = job.Global is { } global ? global with { Weights = null } : null };
        return job with { ReservedBytes = Reservation.OfEnded(job) };
    }

    /// <summary>Refund vouchers over everything that nobody earned, pro rata of the deposits.</summary>
    public static Job RefundRest(Job job, ICollection<Effect> effects, out IReadOnlyList<RefundView> refunds)
    {
        var views = new List<RefundView>();
        ImmutableArray<UInt128> shares = ProRata.Split(job.Money.Left, [.. job.Depositors.Select(depositor => depositor.Amount)]);
        for (int i = 0; i < shares.Length; i++)
        {
            if (shares[i] == 0) continue;
            var refund = new RefundView(job.NextPaymentId, Deposits.RewardPot, job.Depositors[i].Address, shares[i]);
            effects.Add(EscrowVoucher.Refund(job.Id, refund.Pot, refund.PaymentId, refund.To, refund.Amount));
            views.Add(refund);
            job = job with
            {
                NextPaymentId = job.NextPaymentId + 1,
                Money = job.Money with { Refunded = job.Money.Refunded + refund.Amount },
            };
        }

        refunds = views;
        return job;
    }

    /// <summary>A reason, short enough to be kept.</summary>
    public static string Cut(string detail)
    {
        if (detail.Length <= Limits.DetailCharsMax) return detail;
        int length = char.IsHighSurrogate(detail[Limits.DetailCharsMax - 1]) ? Limits.DetailCharsMax - 1 : Limits.DetailCharsMax;
        return detail[..length];
    }

    private static Decided Void(Job job, ulong at) =>
        new(SubmissionOutcome.JobEnded, "", null, job.Best.Score, 0, job.Money.Paid, 0, null, null, at);

    private static void Release(Job job, ContentEdit content)
    {
        var unused = new List<ulong>();
        bool isUsed = job.Best.SubmissionId is not null || job.Global is not null;
        if (!isUsed) unused.Add(job.ModelDeclaration);
        if (job.DataDeclaration != 0) unused.Add(job.DataDeclaration);
        foreach (SealedGroup? group in job.Sealed?.Groups ?? [])
        {
            if (group is not null) unused.Add(group.DeclarationId);
        }

        foreach (Submission submission in job.Submissions)
        {
            if (submission.Weights is { } weights && submission.Id != job.Best.SubmissionId) unused.Add(weights.DeclarationId);
        }

        content.Release(unused);
    }
}
