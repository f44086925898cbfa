using System.Collections.Immutable;
using ModelMarket.Core.Decisions;
using ModelMarket.Core.Judging;
using ModelMarket.Core.Notices;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Payout;
using ModelMarket.Core.State;
using Rollup.Primitives;

namespace ModelMarket.Core.Ticking;

/// <summary>
/// The end of a sealed job: everybody who passed the gates is paid by the job's rule at once, and the job ends. Where the sponsor did not reveal,
/// pay is by R0 on the opened groups and what is left is burned (mechanism.md §7, row 2).
/// </summary>
internal static class BatchSettling
{
    public static bool Settle(TickDraft draft)
    {
        if (!draft.Meter.TryCharge(JudgeWork.Settlement(draft.Job.Submissions.Length))) return false;
        Job job = draft.Job;
        bool defaulted = job.Baseline is { Defaulted: true } && HasValidReveal(job);
        PayTerms terms = TermsOf(job, defaulted);
        PayPlan plan = PayRules.Of(terms, job.Money.Pool, CandidatesOf(job));
        draft.Job = Pay(draft, plan);
        if (job.Baseline is not null) Notify(draft, terms, plan, defaulted);
        // Who passed keeps the reward from going back, even where its part is below one unit.
        if (defaulted && plan.Shares.Length > 0) draft.Job = Burn.Of(draft.Job, Pot.Reward, draft.Job.Money.Left, draft.Effects);
        draft.Job = JobEnding.End(draft.Job, ReasonOf(draft.Job, defaulted), "", draft.Now, draft.Content);
        return Settling.RefundAndTell(draft);
    }

    /// <summary>Whether anybody's weights could be read: without them the sponsor owed no groups.</summary>
    private static bool HasValidReveal(Job job)
    {
        foreach (Submission submission in job.Submissions)
        {
            bool isInvalid = submission.Decided?.Outcome is SubmissionOutcome.NotRevealed or SubmissionOutcome.NotUploaded
                or SubmissionOutcome.FormatRefused or SubmissionOutcome.Replaced;
            if (!isInvalid) return true;
        }

        return false;
    }

    private static RejectCode ReasonOf(Job job, bool defaulted)
    {
        if (defaulted) return RejectCode.SealedDataMissing;
        return job.Money.Paid == 0 ? RejectCode.NobodyImproved : RejectCode.None;
    }

    private static ImmutableArray<PayCandidate> CandidatesOf(Job job)
    {
        ImmutableArray<PayCandidate>.Builder candidates = ImmutableArray.CreateBuilder<PayCandidate>();
        foreach (Submission submission in job.Submissions)
        {
            if (submission.Judged is { } judged) candidates.Add(new PayCandidate(submission.Id, judged.Gain, judged.Score, submission.Bond, submission.FundedBefore));
        }

        return candidates.ToImmutable();
    }

    private static PayTerms TermsOf(Job job, bool defaulted)
    {
        Invariant.Require(job.Terms is not null, "a job is settled by its terms");
        Terms terms = job.Terms;
        PayRule rule = defaulted ? PayRule.Guaranteed : terms.PayRule;
        int counted = job.Submissions.Count(submission => submission.Decided?.Outcome != SubmissionOutcome.Replaced);
        // A rule without slots has as many as there are commitments.
        uint slots = terms.PayRule == PayRule.Guaranteed ? terms.MaxSubmissions : (uint)Math.Max(1, counted);
        return new PayTerms(
            rule, slots, terms.Target, terms.MinImprovement, terms.WinnerThreshold, terms.StakeCapThousandths, job.Baseline?.M0 ?? 0, job.Prepared?.HigherIsBetter ?? false);
    }

    private static void Notify(TickDraft draft, PayTerms terms, PayPlan plan, bool defaulted)
    {
        Job job = draft.Job;
        draft.Effects.Add(new Effect.Notice(new BatchSettledNotice(
            NoticeType.BatchSettled, job.Id, (byte)terms.Rule, job.Money.Pool, terms.Slots, terms.Target, terms.MinImprovement, terms.WinnerThreshold,
            terms.StakeCapThousandths, terms.M0, defaulted, plan.Total, [.. plan.Shares.Select(share => Line(job.Submissions[share.SubmissionId], share))])));
    }

    private static BatchLineView Line(Submission submission, in PayShare share) => new(
        share.SubmissionId, submission.Sender, submission.Decided?.Score ?? 0, share.Before, share.Gain, submission.FundedBefore, share.PaidBefore, submission.Bond,
        share.Uncapped, share.Pay, submission.Decided?.PaymentId);

    /// <summary>Vouchers for all who earned something, and a decision with its numbers for all who passed.</summary>
    private static Job Pay(TickDraft draft, PayPlan plan)
    {
        Job job = draft.Job;
        ImmutableArray<PayShare> paid = [.. plan.Shares.Where(share => share.Pay > 0)];
        ImmutableArray<Transfer> transfers = [.. paid.Select(share => new Transfer(job.Submissions[share.SubmissionId].Sender, share.Pay))];
        job = Transfers.Pay(job, Pot.Reward, transfers, draft.Context, draft.Effects, out ImmutableArray<ulong> paymentIds);
        int next = 0;
        foreach (PayShare share in plan.Shares)
        {
            ulong? paymentId = share.Pay > 0 ? paymentIds[next++] : null;
            Submission submission = job.Submissions[share.SubmissionId];
            Invariant.Require(submission.Judged is not null, "only who passed is paid");
            SubmissionOutcome outcome = share.Pay > 0 ? SubmissionOutcome.Paid : SubmissionOutcome.ImprovedUnpaid;
            var decided = new Decided(outcome, "", submission.Judged.Score, share.Before, share.Gain, share.PaidBefore, share.Pay, paymentId, null, draft.Now);
            job = job.With(submission with { Decided = decided, Judged = null });
            if (IsBest(job, submission.Judged.Score)) job = job with { Best = new Best(submission.Judged.Score, submission.Id) };
            draft.Effects.Add(new Effect.Notice(new SubmissionDecidedNotice(
                NoticeType.SubmissionDecided, JobViews.Submission(job, job.Submissions[share.SubmissionId]))));
        }

        return job;
    }

    private static bool IsBest(Job job, long score) => MetricGain.Of(score, job.Best.Score, job.Prepared?.HigherIsBetter ?? false) > 0;
}
