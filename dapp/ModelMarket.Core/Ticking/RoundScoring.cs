using ModelMarket.Core.Judging;
using ModelMarket.Core.Payout;
using ModelMarket.Core.State;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Weights;
using Rollup.Primitives;

namespace ModelMarket.Core.Ticking;

/// <summary>
/// Scores the aggregates of a round's coalitions, one after the other, over as many inputs as it takes; where it stops changes no number. What
/// cannot be scored is the worst.
/// </summary>
internal static class RoundScoring
{
    /// <summary>Whether every coalition has its score, or the aggregate of all is no better than the model the round started from.</summary>
    public static bool IsDone(Job job, RoundWork work) =>
        work.Scores.Length == Coalitions.Count(work.Members.Length) || (work.Scores.Length > 0 && GainOf(job, work.Scores[0]) <= 0);

    /// <summary>v of an aggregate: how much better it is than the model the round started from; negative if worse.</summary>
    public static Int128 GainOf(Job job, long score)
    {
        Invariant.Require(job.Prepared is not null, "a round follows Preparing");
        return job.Prepared.HigherIsBetter ? (Int128)score - job.Best.Score : (Int128)job.Best.Score - score;
    }

    public static bool Step(TickDraft draft, RoundWork work) => work.Run is { } run ? Score(draft, work, run) : Aggregate(draft, work);

    private static bool Aggregate(TickDraft draft, RoundWork work)
    {
        Job job = draft.Job;
        Invariant.Require(job.Judge is not null && job.Terms is not null, "a prepared job has its judge");
        int[] coalition = [.. Coalitions.At(work.Members.Length, work.Scores.Length)];
        if (!draft.Meter.TryCharge(JudgeWork.Aggregate(work.Aggregator, coalition, job.Judge.Layout.WeightCount))) return false;
        WeightSet aggregate = work.Aggregator.Aggregate(coalition);
        if (work.Scores.Length == 0) work = work with { Full = aggregate };
        draft.Job = job with { RoundWork = work.With(job.Judge.Scorer.Start(aggregate)) };
        return true;
    }

    private static bool Score(TickDraft draft, RoundWork work, ScoringRun run)
    {
        bool done = draft.Meter.Run(run.Advance);
        bool isStuck = run.Fault.IsError || (!done && draft.Meter.Spent == 0);
        if (!done && !isStuck)
        {
            draft.Job = draft.Job with { RoundWork = work.With(run) };
            return false;
        }

        Invariant.Require(draft.Job.Judge is not null, "a prepared job has its judge");
        long score = isStuck ? Learning.Metrics.MetricTraits.Worst(draft.Job.Judge.Terms.Metric) : run.Score.Value;
        bool keepsOutputs = work.Scores.Length == 0 && draft.Job.Judge.KeptBytes > 0 && !isStuck;
        if (keepsOutputs) work = work with { FullOutputs = run.Outputs.ToArray() };
        draft.Job = draft.Job with { RoundWork = work with { Scores = work.Scores.Add(score), Run = null, Cursor = null } };
        return true;
    }
}
