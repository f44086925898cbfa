using ModelMarket.Core.Decisions;
using ModelMarket.Core.Judging;
using ModelMarket.Core.Notices;
using ModelMarket.Core.State;
using ModelMarket.Learning.Scoring;
using Rollup.Primitives;

namespace ModelMarket.Core.Ticking;

/// <summary>
/// The start of Scoring where data was sealed: the initial model is scored again, on exactly the rows that score the submissions (mechanism.md
/// §2). Whatever is wrong with the revealed groups is the sponsor's default: then the opened groups score.
/// </summary>
internal static class StartScoring
{
    public static bool Step(TickDraft draft) => draft.Job.Preparation is { } preparation ? Score(draft, preparation) : Parse(draft);

    private static bool Parse(TickDraft draft)
    {
        Job job = draft.Job;
        Invariant.Require(job.Terms is not null && job.Sealed is not null, "only a live job with sealed data scores it");
        if (!job.Sealed.IsRevealed) return Default(draft, "");
        if (!draft.Meter.TryBegin(JudgeWork.Parse(job.Terms.ModelSize) + JudgeWork.Parse(JobFiles.HiddenBytes(job)))) return false;
        if (!Judge.TryCreate(JobFiles.Model(draft.Content.Content, job), JobFiles.Hidden(draft.Content.Content, job), job.Terms.ForJudge(), out Judge? judge, out _, out string detail))
        {
            return Default(draft, detail);
        }

        draft.Meter.Spend(judge.PlanningWork);
        RejectCode code = job.Terms.Kind == JobKind.Rounds
            ? JudgeCost.CheckSteps(draft.State, judge)
            : JudgeCost.Check(draft.State, job.Terms, judge, judge.Scorer.Data.RowCount);
        // The memory was reserved in Preparing, so only what one input and one job may do is asked again.
        if (code is RejectCode.NodeTooLarge or RejectCode.WorkTooLarge or RejectCode.MemoryTooLarge) return Default(draft, Rejections.Of(code).Message);
        draft.Job = job with { Preparation = Preparation.At(judge, judge.Scorer.Start(null)) };
        return true;
    }

    private static bool Score(TickDraft draft, Preparation preparation)
    {
        ScoringRun run = preparation.Run;
        bool done = draft.Meter.Run(run.Advance);
        if (run.Fault.IsError) return Default(draft, run.Fault.Detail);
        if (!done)
        {
            draft.Job = draft.Job with { Preparation = Preparation.At(preparation.Judge, run) };
            return draft.Meter.Spent == 0 && Default(draft, "One node is more work than one input may do.");
        }

        return run.Score.IsWorst ? Default(draft, run.Score.Outcome.ToString()) : Begin(draft, preparation.Judge, run);
    }

    private static bool Begin(TickDraft draft, Judge judge, ScoringRun run)
    {
        draft.Job = draft.Job with
        {
            Judge = judge,
            InitialOutputs = judge.KeptBytes == 0 ? default : run.Outputs.ToArray(),
        };
        return Set(draft, new Baseline(run.Score.Value, judge.Scorer.Data.RowCount, false), "");
    }

    private static bool Default(TickDraft draft, string detail)
    {
        Invariant.Require(draft.Job.Prepared is not null, "a job that is scored was prepared");
        return Set(draft, new Baseline(draft.Job.Prepared.M0, draft.Job.Prepared.Rows, true), JobEnding.Cut(detail));
    }

    private static bool Set(TickDraft draft, Baseline baseline, string detail)
    {
        // What a rounds job measured its rounds by stays: only its final check is about these rows.
        Best best = draft.Job.Terms is { Kind: JobKind.Rounds } ? draft.Job.Best : new Best(baseline.M0, null);
        draft.Job = draft.Job with { Preparation = null, Baseline = baseline, Best = best };
        draft.Effects.Add(new Effect.Notice(new ScoringStartedNotice(
            NoticeType.ScoringStarted, draft.Job.Id, baseline.M0, baseline.Rows, baseline.Defaulted, detail)));
        return true;
    }
}
