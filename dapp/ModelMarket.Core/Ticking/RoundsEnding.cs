using System.Collections.Immutable;
using ModelMarket.Core.Decisions;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Judging;
using ModelMarket.Core.Notices;
using ModelMarket.Core.Payout;
using ModelMarket.Core.State;
using Rollup.Primitives;

namespace ModelMarket.Core.Ticking;

/// <summary>
/// The end of a rounds job: the sealed final check pays its part by the rounds' contributions, and the job ends. Where the sponsor did not
/// reveal, the opened groups decide instead and what nobody earned is burned (mechanism.md §7, row 2).
/// </summary>
internal static class RoundsEnding
{
    public static bool Settle(TickDraft draft)
    {
        if (!draft.Meter.TryCharge(JudgeWork.Settlement(draft.Job.Submissions.Length))) return false;
        bool defaulted = draft.Job.Baseline is { Defaulted: true };
        if (draft.Job.Baseline is { } baseline) PayFinal(draft, baseline);
        // A model that moved was made by clients that passed the gates, even where their part is below one unit.
        if (defaulted) draft.Job = Burn.Of(draft.Job, Pot.Reward, draft.Job.Money.Left, draft.Effects);
        draft.Job = JobEnding.End(draft.Job, ReasonOf(draft.Job, defaulted), "", draft.Now, draft.Content);
        return Settling.RefundAndTell(draft);
    }

    private static RejectCode ReasonOf(Job job, bool defaulted)
    {
        if (defaulted) return RejectCode.SealedDataMissing;
        return job.Money.Paid == 0 ? RejectCode.NobodyImproved : RejectCode.None;
    }

    private static void PayFinal(TickDraft draft, Baseline baseline)
    {
        Job job = draft.Job;
        Invariant.Require(job is { Terms: not null, Prepared: not null, Global: not null }, "a model that moved is checked");
        long score = job.FinalCheck?.Score ?? job.Global.Score;
        ulong improvement = MetricGain.Of(score, baseline.M0, job.Prepared.HigherIsBetter);
        UInt128 part = RoundPool.FinalPart(job.Money.Pool, job.Terms.FinalThousandths), payable = RoundPool.OfFinal(part, improvement, job.Terms.Target);
        ImmutableArray<FinalMember> members =
            [.. job.Submissions.Where(submission => submission.Contribution > 0).Select(submission => new FinalMember(
                submission.Id, submission.Contribution, submission.Bond, submission.Decided?.Pay ?? 0))];
        ImmutableArray<FinalShare> shares = FinalPay.Of(payable, members, job.Terms.StakeCapThousandths);
        ImmutableArray<ulong?> paymentIds = Pay(draft, shares);
        draft.Effects.Add(new Effect.Notice(new FinalSettledNotice(
            NoticeType.FinalSettled,
            job.Id,
            baseline.M0,
            score,
            improvement,
            baseline.Rows,
            baseline.Defaulted,
            job.Terms.Target,
            part,
            payable,
            shares.Aggregate(UInt128.Zero, (sum, share) => sum + share.Pay),
            job.Terms.StakeCapThousandths,
            [.. shares.Select((share, index) => RoundViews.Line(draft.Job, share, paymentIds[index]))])));
    }

    /// <summary>One payment for each address, whatever it did in how many rounds, in the order of its first contribution.</summary>
    private static ImmutableArray<ulong?> Pay(TickDraft draft, ImmutableArray<FinalShare> shares)
    {
        Job job = draft.Job;
        var payees = new List<Transfer>();
        var payeeOf = new int[shares.Length];
        for (int i = 0; i < shares.Length; i++)
        {
            payeeOf[i] = -1;
            if (shares[i].Pay == 0) continue;
            Address to = job.Submissions[shares[i].SubmissionId].Sender;
            payeeOf[i] = payees.FindIndex(payee => payee.To == to);
            if (payeeOf[i] < 0)
            {
                payeeOf[i] = payees.Count;
                payees.Add(new Transfer(to, 0));
            }

            payees[payeeOf[i]] = new Transfer(to, payees[payeeOf[i]].Amount + shares[i].Pay);
        }

        job = Transfers.Pay(job, Pot.Reward, [.. payees], draft.Context, draft.Effects, out ImmutableArray<ulong> ids);
        ImmutableArray<ulong?> paymentIds = [.. payeeOf.Select(payee => payee < 0 ? (ulong?)null : ids[payee])];
        for (int i = 0; i < shares.Length; i++)
        {
            job = job.With(job.Submissions[shares[i].SubmissionId] with { FinalPay = shares[i].Pay, FinalPaymentId = paymentIds[i] });
        }

        draft.Job = job;
        return paymentIds;
    }
}
