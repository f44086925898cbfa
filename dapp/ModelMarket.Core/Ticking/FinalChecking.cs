using ModelMarket.Core.State;
using ModelMarket.Learning.Scoring;
using Rollup.Primitives;

namespace ModelMarket.Core.Ticking;

/// <summary>The sealed final check of a rounds job: the last global model is scored on the groups that were hidden, over as many inputs as it takes.</summary>
internal static class FinalChecking
{
    public static bool Step(TickDraft draft)
    {
        Job job = draft.Job;
        Invariant.Require(job.Judge is not null && job.Global?.Weights is not null, "a model that moved is checked");
        if (job.FinalCheck is not { } check)
        {
            draft.Job = job with { FinalCheck = FinalCheck.At(job.Judge.Scorer.Start(job.Global.Weights)) };
            return true;
        }

        Invariant.Require(check.Run is not null, "a check without its score runs");
        ScoringRun run = check.Run;
        bool done = draft.Meter.Run(run.Advance);
        bool isStuck = run.Fault.IsError || (!done && draft.Meter.Spent == 0);
        if (!done && !isStuck)
        {
            draft.Job = job with { FinalCheck = FinalCheck.At(run) };
            return false;
        }

        long score = isStuck ? Learning.Metrics.MetricTraits.Worst(job.Judge.Terms.Metric) : run.Score.Value;
        draft.Job = job with { FinalCheck = FinalCheck.At(run, score) };
        return true;
    }
}
