using ModelMarket.Content.Store;
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
        if (!draft.Meter.TryCharge(JudgeWork.Parse(terms.ModelSize) + JudgeWork.Parse(terms.DataSize))) return false;
        if (!Judge.TryCreate(FileOf(draft, job.ModelDeclaration), FileOf(draft, job.DataDeclaration), terms.ForJudge(), out Judge? judge, out RejectCode code, out string detail))
        {
            return Settling.Refuse(draft, code, detail);
        }

        code = CheckCost(draft.State, terms, judge);
        if (code != RejectCode.None) return Settling.Refuse(draft, code, "");
        draft.Job = job with { Preparation = Preparation.At(judge, judge.Scorer.Start(null)), ReservedBytes = job.ReservedBytes + JudgeBytes(terms, judge) };
        return true;
    }

    private static RejectCode CheckCost(IReadOnlyState state, Terms terms, Judge judge)
    {
        long weights = judge.Layout.WeightCount;
        long largest = Math.Max(judge.Scorer.LargestNodeWork, JudgeWork.Cosine(Math.Max(weights, judge.OutputCount)));
        largest = Math.Max(largest, Math.Max(JudgeWork.Decode(terms.WeightsBytesMax, weights), JudgeWork.Digest(Math.Min(weights, Limits.DigestPartWeights))));
        bool tooLarge = largest > state.InputWorkMax;
        if (tooLarge) return RejectCode.NodeTooLarge;
        if (WorkOf(terms, judge) > Limits.JobWorkMax / terms.MaxSubmissions) return RejectCode.WorkTooLarge;
        long bytes = JudgeBytes(terms, judge);
        if (bytes > Limits.JudgeBytesMax) return RejectCode.MemoryTooLarge;
        return state.ReservedBytes + bytes > Limits.MachineBytesMax ? RejectCode.MachineFull : RejectCode.None;
    }

    /// <summary>Work units of judging one submission, compared with every other.</summary>
    private static long WorkOf(Terms terms, Judge judge)
    {
        long weights = judge.Layout.WeightCount;
        long decode = JudgeWork.Decode(terms.WeightsBytesMax, weights) + (2 * JudgeWork.Norm(weights)) + JudgeWork.Digest(weights);
        long compare = judge.KeptBytes == 0 ? 0 : terms.MaxSubmissions * (JudgeWork.Cosine(weights) + JudgeWork.Cosine(judge.OutputCount));
        return decode + judge.Scorer.TotalWork + compare;
    }

    /// <summary>Bytes beside the files: both parsed, one evaluation under way, and what gate 3 keeps.</summary>
    private static long JudgeBytes(Terms terms, Judge judge) =>
        (long)(terms.ModelSize + terms.DataSize) + judge.RunBytes + (terms.MaxSubmissions * judge.KeptBytes);

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
            WorkOf(terms, judge), Math.Min(draft.Now, Phases.OpenStart(job)));
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

    private static ReadOnlyMemory<byte> FileOf(TickDraft draft, ulong declaration)
    {
        bool assembled = draft.Content.Content.TryAssemble(new DeclarationId(declaration), out ReadOnlyMemory<byte> file);
        Invariant.Require(assembled, "a complete declaration can be put together");
        return file;
    }

    private static Terms TermsOf(Job job)
    {
        Invariant.Require(job.Terms is not null, "a job that prepares has terms");
        return job.Terms;
    }
}
