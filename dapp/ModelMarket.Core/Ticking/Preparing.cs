using ModelMarket.Core.Decisions;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Judging;
using ModelMarket.Core.Notices;
using ModelMarket.Core.State;
using ModelMarket.Learning.Scoring;
using Rollup.Primitives;

namespace ModelMarket.Core.Ticking;

/// <summary>
/// The metered work of Preparing: parse, check what judging will cost, score the initial model. A job that fails here is refunded with the
/// reason. Checks in this order: model, data, both together, largest node, total work, memory, finite score, noise.
/// </summary>
internal static class Preparing
{
    private const int SpreadsOfNoise = 2;

    public static bool Step(TickDraft draft) => draft.Job.Preparation is null ? Parse(draft) : Score(draft, draft.Job.Preparation);

    private static bool Parse(TickDraft draft)
    {
        Job job = draft.Job;
        Terms terms = TermsOf(job);
        if (!draft.Meter.TryBegin(JudgeWork.Parse(terms.ModelSize) + JudgeWork.Parse(JobFiles.PublicBytes(job)))) return false;
        if (!Judge.TryCreate(JobFiles.Model(draft.Content.Content, job), JobFiles.Public(draft.Content.Content, job), terms.ForJudge(), out Judge? judge, out RejectCode code, out string detail))
        {
            return Settling.Refuse(draft, code, detail);
        }

        draft.Meter.Spend(judge.PlanningWork);
        code = JudgeCost.Check(draft.State, terms, judge, RowsToScore(terms, judge));
        if (code != RejectCode.None) return Settling.Refuse(draft, code, "");
        draft.Job = job with { Preparation = Preparation.At(judge, judge.Scorer.Start(null)), ReservedBytes = job.ReservedBytes + JudgeCost.Bytes(terms, judge, RowsToScore(terms, judge)) };
        return true;
    }

    /// <summary>Rows that score submissions: these, or the groups of sealed data that stay hidden, where those are more.</summary>
    private static long RowsToScore(Terms terms, Judge judge)
    {
        long rows = judge.Scorer.Data.RowCount;
        return terms.Seal is { } seal ? Math.Max(rows, (long)seal.Rows - rows) : rows;
    }

    private static bool Score(TickDraft draft, Preparation preparation)
    {
        ScoringRun run = preparation.Run;
        bool done = draft.Meter.Run(run.Advance);
        if (run.Fault.IsError) return Settling.Refuse(draft, RejectCode.ScoringRefused, run.Fault.Detail);
        if (!done)
        {
            draft.Job = draft.Job with { Preparation = Preparation.At(preparation.Judge, run) };
            // A whole input that could not charge one piece never will.
            return draft.Meter.Spent == 0 && Settling.Refuse(draft, RejectCode.NodeTooLarge, "");
        }

        return run.Score.IsWorst ? Settling.Refuse(draft, RejectCode.BaselineNotFinite, run.Score.Outcome.ToString()) : Finish(draft, preparation);
    }

    private static bool Finish(TickDraft draft, Preparation preparation)
    {
        Job job = draft.Job;
        Terms terms = TermsOf(job);
        Judge judge = preparation.Judge;
        Learning.Metrics.Score score = preparation.Run.Score;
        bool noisy = judge.Scorer.Data.RowCount < Limits.NoisyRows && terms.MinImprovement < (ulong)(SpreadsOfNoise * score.StandardError);
        if (noisy && !terms.AcceptNoisy) return Settling.Refuse(draft, RejectCode.ScoreTooNoisy, $"Standard error {score.StandardError}.");
        var prepared = new Prepared(
            score.Value, score.StandardError, noisy, judge.Scorer.HigherIsBetter, judge.Scorer.Data.RowCount, judge.Layout.WeightCount,
            JudgeCost.Work(terms, judge, RowsToScore(terms, judge)), Math.Min(draft.Now, Phases.OpenStart(job)));
        draft.Job = job with
        {
            Preparation = null,
            Prepared = prepared,
            Judge = judge,
            Best = new Best(score.Value, null),
            InitialOutputs = judge.KeptBytes == 0 ? default : preparation.Run.Outputs.ToArray(),
        };
        draft.Effects.Add(new Effect.Notice(new JobPreparedNotice(
            NoticeType.JobPrepared, job.Id, JobViews.Prepared(prepared), prepared.OpenStart, Phases.OpenEnd(draft.Job))));
        return true;
    }

    private static Terms TermsOf(Job job)
    {
        Invariant.Require(job.Terms is not null, "a job that prepares has terms");
        return job.Terms;
    }
}
