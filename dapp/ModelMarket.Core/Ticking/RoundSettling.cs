using System.Collections.Immutable;
using ModelMarket.Core.Decisions;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Judging;
using ModelMarket.Core.Notices;
using ModelMarket.Core.Payout;
using ModelMarket.Core.State;
using ModelMarket.Learning.Aggregation;
using ModelMarket.Learning.Weights;
using Rollup.Primitives;

namespace ModelMarket.Core.Ticking;

/// <summary>
/// The end of a round whose submissions are all judged (mechanism.md §6): aggregate, score the coalitions, pay by R4, publish the new global
/// model. A round that nobody improved pays nothing and leaves the model where it is.
/// </summary>
internal static class RoundSettling
{
    private const string NotCounted = "More clients passed than one round counts.";
    private const string AggregateNoBetter = "The round's aggregate is no better than the model it started from.";

    public static bool Step(TickDraft draft)
    {
        Job job = draft.Job;
        if (job.RoundWork is not { } work) return Begin(draft);
        return RoundScoring.IsDone(job, work) ? Close(draft, work) : RoundScoring.Step(draft, work);
    }

    /// <summary>Who is aggregated: all that passed the gates, or the first ten of them where values are exact.</summary>
    private static ImmutableArray<int> MembersOf(Job job, Terms terms) =>
        [.. job.Submissions.Where(submission => submission.Judged is not null).Take(RoundCost.MembersMax(terms)).Select(submission => submission.Id)];

    private static bool Begin(TickDraft draft)
    {
        Job job = draft.Job;
        Terms terms = TermsOf(job);
        Invariant.Require(job.Judge is not null, "a prepared job has its judge");
        ImmutableArray<int> members = MembersOf(job, terms);
        if (members.Length == 0) return Close(draft, null);
        if (!draft.Meter.TryCharge(JudgeWork.Weigh(terms.Aggregator, members.Length, job.Judge.Layout.WeightCount))) return false;
        bool made = TryWeigh(job, members, out Aggregator? aggregator);
        Invariant.Require(made && aggregator is not null, "terms and members were checked");
        draft.Job = job with { RoundWork = new RoundWork(members, aggregator, [], null, default, null, null) };
        return true;
    }

    /// <summary>The members' files, weighed by the job's rule; all of them are kept.</summary>
    public static bool TryWeigh(Job job, ImmutableArray<int> members, out Aggregator? aggregator)
    {
        AggregationTerms aggregation = AggregationTerms.Of(job.Terms!.Aggregator, job.Terms.AggregatorParameter, members.Length);
        WeightSet[] weights = [.. members.Select(id => job.Kept.First(kept => kept.SubmissionId == id).Weights)];
        long[] gains = [.. members.Select(id => (long)job.Submissions[id].Judged!.Gain)];
        return Aggregator.TryCreate(aggregation, job.Judge!.Initial, weights, gains, out aggregator, out _);
    }

    private static bool Close(TickDraft draft, RoundWork? work)
    {
        Terms terms = TermsOf(draft.Job);
        Invariant.Require(draft.Job.Judge is not null, "a prepared job has its judge");
        if (!draft.Meter.TryCharge(RoundCost.ClosingWork(terms, draft.Job.Judge))) return false;
        var closing = RoundClosing.Of(draft.Job, work);
        ImmutableArray<ulong?> paymentIds = Pay(draft, closing);
        GlobalModel? global = closing.Improves ? GlobalModels.Publish(draft, work!.Full!, closing.Round, work.Scores[0]) : null;
        RoundState state = closing.ToState(global, draft.Now);
        Decide(draft, closing, paymentIds);
        Notify(draft, closing, state, paymentIds);
        Clear(draft, state, work, global);
        return true;
    }

    private static ImmutableArray<ulong?> Pay(TickDraft draft, RoundClosing closing)
    {
        ImmutableArray<Transfer> transfers =
            [.. closing.Plan.Shares.Where(share => share.Pay > 0).Select(share => new Transfer(draft.Job.Submissions[share.SubmissionId].Sender, share.Pay))];
        draft.Job = Transfers.Pay(draft.Job, Pot.Reward, transfers, draft.Context, draft.Effects, out ImmutableArray<ulong> ids);
        int next = 0;
        return [.. closing.Plan.Shares.Select(share => share.Pay > 0 ? (ulong?)ids[next++] : null)];
    }

    /// <summary>A decision with its numbers for all who passed the gates; those who did not have theirs.</summary>
    private static void Decide(TickDraft draft, RoundClosing closing, ImmutableArray<ulong?> paymentIds)
    {
        foreach (Submission submission in draft.Job.Submissions)
        {
            if (submission.Judged is not { } judged) continue;
            int place = closing.PlaceOf(submission.Id);
            RoundShare share = place < 0 ? default : closing.Plan.Shares[place];
            SubmissionOutcome outcome = share.Pay > 0 ? SubmissionOutcome.Paid : SubmissionOutcome.ImprovedUnpaid;
            string detail = closing.Improves ? "" : AggregateNoBetter;
            if (!closing.IsMember(submission.Id)) detail = NotCounted;
            var decided = new Decided(
                outcome, detail, judged.Score, closing.StartScore, judged.Gain, closing.PaidBefore, share.Pay, place < 0 ? null : paymentIds[place], null, draft.Now);
            draft.Job = draft.Job.With(submission with { Decided = decided, Judged = null, Contribution = share.Contribution });
            draft.Effects.Add(new Effect.Notice(new SubmissionDecidedNotice(
                NoticeType.SubmissionDecided, JobViews.Submission(draft.Job, draft.Job.Submissions[submission.Id]))));
        }
    }

    private static void Notify(TickDraft draft, RoundClosing closing, RoundState state, ImmutableArray<ulong?> paymentIds)
    {
        Terms terms = TermsOf(draft.Job);
        draft.Effects.Add(new Effect.Notice(new RoundSettledNotice(
            NoticeType.RoundSettled,
            draft.Job.Id,
            RoundViews.Of(draft.Job, state),
            terms.Rounds,
            terms.Rounds - state.Round + 1,
            terms.Target,
            terms.FinalThousandths,
            terms.StakeCapThousandths,
            (byte)terms.Aggregator,
            terms.AggregatorParameter,
            closing.IsExact && closing.Plan.Shares.Length > 0 ? ShapleyValues.Factorial(closing.Plan.Shares.Length) : null,
            [.. closing.Members],
            [.. closing.Scores],
            [.. closing.Plan.Shares.Select((share, index) => RoundViews.Line(draft.Job, share, paymentIds[index]))])));
    }

    /// <summary>What the round kept is dropped, its bonds are let go, and the next round starts from the new model.</summary>
    private static void Clear(TickDraft draft, RoundState state, RoundWork? work, GlobalModel? global)
    {
        draft.Job = Bonds.CloseRound(draft.Job, state.Round, draft.Context, draft.Effects);
        draft.Content.Release([.. draft.Job.Submissions.Where(each => each.Round == state.Round && each.Weights is not null).Select(each => each.Weights!.DeclarationId)]);

        Job job = draft.Job;
        draft.Job = job with { Rounds = job.Rounds.Add(state), RoundWork = null, Kept = [] };
        if (global is null) return;
        if (job.Global is { } before) draft.Content.Release(before.DeclarationId);
        Invariant.Require(job.Judge is not null && global.Weights is not null && work is not null, "a new model came of this round's members");
        draft.Job = draft.Job with
        {
            Global = global,
            Best = new Best(global.Score, null),
            Judge = job.Judge.StartingFrom(global.Weights),
            InitialOutputs = job.Judge.KeptBytes == 0 ? default : work.FullOutputs,
        };
    }

    private static Terms TermsOf(Job job)
    {
        Invariant.Require(job.Terms is { Kind: JobKind.Rounds }, "only rounds are settled one by one");
        return job.Terms;
    }
}
