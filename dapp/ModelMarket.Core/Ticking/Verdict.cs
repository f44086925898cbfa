using ModelMarket.Core.Decisions;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Notices;
using ModelMarket.Core.Payout;
using ModelMarket.Core.State;
using Rollup.Primitives;

namespace ModelMarket.Core.Ticking;

/// <summary>Writes the decision on a commitment, with its notice and its voucher.</summary>
internal static class Verdict
{
    /// <summary>Nothing is earned.</summary>
    public static bool Decide(
        TickDraft draft, Submission submission, SubmissionOutcome outcome, long? score = null, string detail = "", int? duplicateOf = null)
    {
        Job job = draft.Job;
        ulong gain = score is { } own && job.Prepared is { } prepared ? MetricGain.Of(own, job.Best.Score, prepared.HigherIsBetter) : 0;
        Close(draft, submission, new Decided(outcome, JobEnding.Cut(detail), score, job.Best.Score, gain, job.Money.Paid, 0, null, duplicateOf, draft.Now));
        return true;
    }

    /// <summary>All gates are passed: what it earns is settled with the others of its batch.</summary>
    public static bool Pass(TickDraft draft, Submission submission, long score, ulong gain)
    {
        draft.Job = draft.Job.With(submission with { Judged = new Judged(score, gain) }) with { Evaluation = null };
        return true;
    }

    /// <summary>A new record: paid from what was funded before the commitment, as far as it is left and the cap by stake allows.</summary>
    public static bool Record(TickDraft draft, Submission submission, long score, ulong gain, Terms terms)
    {
        Job job = draft.Job;
        UInt128 uncapped = SequentialRecords.Pay(submission.FundedBefore, gain, terms.Target, job.Money.Paid);
        UInt128 pay = StakeCap.Apply(uncapped, submission.Bond, terms.StakeCapThousandths, 0);
        Invariant.Require(pay <= job.Money.Left, "no more is paid than is held");
        ulong? paymentId = pay == 0 ? null : job.NextPaymentId;
        SubmissionOutcome outcome = pay == 0 ? SubmissionOutcome.ImprovedUnpaid : SubmissionOutcome.Paid;
        var decided = new Decided(outcome, "", score, job.Best.Score, gain, job.Money.Paid, pay, paymentId, null, draft.Now);
        int? before = job.Best.SubmissionId;
        draft.Job = job with
        {
            Best = new Best(score, submission.Id),
            Money = job.Money with { Paid = job.Money.Paid + pay },
            NextPaymentId = job.NextPaymentId + (pay == 0 ? 0UL : 1UL),
        };
        if (paymentId is { } id) draft.Effects.Add(EscrowVoucher.Pay(job.Id, Deposits.RewardPot, id, submission.Sender, pay));
        Close(draft, submission, decided);
        if (before is { } beaten && !IsCompared(job)) ReleaseWeights(draft, draft.Job.Submissions[beaten]);
        return true;
    }

    private static void Close(TickDraft draft, Submission submission, Decided decided)
    {
        submission = submission with { Decided = decided };
        draft.Job = draft.Job.With(submission) with { Evaluation = null };
        // A batch lets go of its bonds together, at its end.
        if (draft.Job.Terms is { IsBatch: false }) draft.Job = Bonds.Close(draft.Job, submission.Id, draft.Context, draft.Effects);
        if (!IsNeeded(draft.Job, submission, decided)) ReleaseWeights(draft, submission);
        draft.Effects.Add(new Effect.Notice(new SubmissionDecidedNotice(
            NoticeType.SubmissionDecided, JobViews.Submission(draft.Job, submission))));
    }

    /// <summary>The best weights stay, and, where directions are compared, all that were scored: clients need them to forecast gate 3.</summary>
    private static bool IsNeeded(Job job, Submission submission, Decided decided) =>
        job.Best.SubmissionId == submission.Id || (IsCompared(job) && decided.Outcome is SubmissionOutcome.NotImproved or SubmissionOutcome.FloorMissed);

    private static bool IsCompared(Job job) => job.Terms?.DuplicateThousandths > 0;

    private static void ReleaseWeights(TickDraft draft, Submission submission)
    {
        if (submission.Weights is { } weights) draft.Content.Release(weights.DeclarationId);
    }
}
