using System.Diagnostics.CodeAnalysis;
using ModelMarket.Content.Store;
using ModelMarket.Core.Judging;
using ModelMarket.Core.Payout;
using ModelMarket.Core.Ticking;
using ModelMarket.Learning.Aggregation;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Core.State;

/// <summary>
/// Finds again what a job keeps in memory and its hash does not cover, because it follows from the files and what is covered: the judge, decoded
/// weights, kept outputs, and runs, which do once more the work that they had done. False where the files are not those of such a job.
/// </summary>
internal static class JobRebuild
{
    public static bool TryRebuild(BlockStore content, ref Job job)
    {
        bool isIdle = job is { Preparation: null, Evaluation: null, RoundWork: null, FinalCheck: null };
        if (job.Best.SubmissionId >= job.Submissions.Length) return false;
        if (job.End is not null) return isIdle;
        if (job.Terms is null) return false;
        if (job.Prepared is null) return (isIdle || job.Preparation is not null) && TryPreparation(content, ref job, hidden: false);
        return TryJudge(content, ref job)
            && TryPreparation(content, ref job, hidden: true)
            && TryKept(content, ref job)
            && TryEvaluation(content, ref job)
            && TryRoundWork(ref job)
            && TryFinalCheck(ref job);
    }

    private static bool TryCreate(BlockStore content, Job job, bool hidden, [NotNullWhen(true)] out Judge? judge)
    {
        judge = null;
        return JobFiles.AreComplete(content, job, hidden)
            && Judge.TryCreate(
                JobFiles.Model(content, job), hidden ? JobFiles.Hidden(content, job) : JobFiles.Public(content, job), job.Terms!.ForJudge(), out judge, out _, out _);
    }

    private static bool TryPreparation(BlockStore content, ref Job job, bool hidden)
    {
        if (job.Preparation is not { } preparation) return true;
        if (!TryCreate(content, job, hidden, out Judge? judge)) return false;
        ScoringRun run = judge.Scorer.Start(null);
        job = job with { Preparation = preparation with { Judge = judge, Run = run } };
        return preparation.Cursor.TryResume(run);
    }

    /// <summary>The judge of now, by the rows that score and the model that deltas are measured from.</summary>
    private static bool TryJudge(BlockStore content, ref Job job)
    {
        bool hidden = job.Baseline is { Defaulted: false };
        if (!TryCreate(content, job, hidden, out Judge? judge)) return false;
        WeightSet? moved = null;
        if (job.Global is { } global)
        {
            if (!TryDecode(content, judge, global.DeclarationId, out moved)) return false;
            job = job with { Global = global with { Weights = moved } };
        }

        if (hidden) moved = null;
        else if (moved is not null) judge = judge.StartingFrom(moved);
        job = job with { Judge = judge };
        if (judge.KeptBytes == 0) return true;
        bool isScored = TryOutputs(judge, moved, out ReadOnlyMemory<float> outputs);
        job = job with { InitialOutputs = outputs };
        return isScored;
    }

    /// <summary>What later submissions are compared with, and what a round aggregates.</summary>
    private static bool TryKept(BlockStore content, ref Job job)
    {
        foreach (Submission submission in job.Submissions)
        {
            if (!IsKept(job, submission)) continue;
            if (submission.Weights is not { } file || !TryDecode(content, job.Judge!, file.DeclarationId, out WeightSet? weights)) return false;
            ReadOnlyMemory<float> outputs = default;
            if (job.Judge!.KeptBytes > 0 && !TryOutputs(job.Judge, weights, out outputs)) return false;
            job = job with { Kept = job.Kept.Add(new KeptSubmission(submission.Id, weights, outputs)) };
        }

        return true;
    }

    private static bool IsKept(Job job, Submission submission)
    {
        Terms terms = job.Terms!;
        if (terms.Rounds > 0 && submission.Round != job.Rounds.Length + 1) return false;
        bool isScored = submission.Decided is { } decided
            ? decided.Outcome is SubmissionOutcome.Paid or SubmissionOutcome.ImprovedUnpaid or SubmissionOutcome.NotImproved or SubmissionOutcome.FloorMissed
            : submission.Judged is not null || job.Evaluation is { Stage: EvaluationStage.Floors } evaluation && evaluation.SubmissionId == submission.Id;
        return terms.DuplicateThousandths > 0
            ? isScored
            : terms.Kind == JobKind.Rounds && submission.Judged is not null && job.Kept.Length < RoundCost.MembersMax(terms);
    }

    private static bool TryEvaluation(BlockStore content, ref Job job)
    {
        if (job.Evaluation is not { } evaluation) return true;
        if (evaluation.SubmissionId >= job.Submissions.Length || (evaluation.Stage >= EvaluationStage.Score) != evaluation.Cursor.HasValue) return false;
        if (job.Submissions[evaluation.SubmissionId].Weights is not { } file || !TryDecode(content, job.Judge!, file.DeclarationId, out WeightSet? weights)) return false;
        ScoringRun? run = evaluation.Cursor is null ? null : job.Judge!.Scorer.Start(weights);
        job = job with { Evaluation = evaluation with { Weights = weights, Run = run } };
        return run is null || (evaluation.Cursor!.Value.TryResume(run) && (evaluation.Stage == EvaluationStage.Score || run.IsDone));
    }

    private static bool TryRoundWork(ref Job job)
    {
        if (job.RoundWork is not { } work) return true;
        foreach (int member in work.Members)
        {
            if (!IsMember(job, member)) return false;
        }

        bool fits = job.Terms!.Kind == JobKind.Rounds
            && work.Members.Length <= RoundCost.MembersMax(job.Terms)
            && work.Scores.Length + (work.Cursor.HasValue ? 1 : 0) <= Coalitions.Count(work.Members.Length);
        if (!fits || !RoundSettling.TryWeigh(job, work.Members, out Aggregator? aggregator) || aggregator is null) return false;
        work = work with { Aggregator = aggregator };
        if (work.Scores.Length > 0 || work.Cursor.HasValue) work = work with { Full = work.Aggregator.Aggregate() };
        // An aggregate that could not be scored left no outputs.
        if (work.Scores.Length > 0 && job.Judge!.KeptBytes > 0 && TryOutputs(job.Judge, work.Full, out ReadOnlyMemory<float> outputs)) work = work with { FullOutputs = outputs };
        if (work.Cursor is { } cursor)
        {
            work = work with { Run = job.Judge!.Scorer.Start(work.Aggregator.Aggregate([.. Coalitions.At(work.Members.Length, work.Scores.Length)])) };
            if (!cursor.TryResume(work.Run)) return false;
        }

        job = job with { RoundWork = work };
        return true;
    }

    private static bool IsMember(Job job, int id)
    {
        foreach (KeptSubmission kept in job.Kept)
        {
            if (kept.SubmissionId == id) return job.Submissions[id].Judged is not null;
        }

        return false;
    }

    private static bool TryFinalCheck(ref Job job)
    {
        if (job.FinalCheck is not { Score: null } check) return true;
        if (job.Global is null) return false;
        ScoringRun run = job.Judge!.Scorer.Start(job.Global.Weights);
        job = job with { FinalCheck = check with { Run = run } };
        return check.Cursor.TryResume(run);
    }

    private static bool TryDecode(BlockStore content, Judge judge, ulong declaration, [NotNullWhen(true)] out WeightSet? weights)
    {
        weights = null;
        return content.TryAssemble(new DeclarationId(declaration), out ReadOnlyMemory<byte> file) && judge.TryDecode(file, out weights, out _);
    }

    /// <summary>Scores to the end; false where one piece is more than one input may do, as it would be there.</summary>
    private static bool TryOutputs(Judge judge, WeightSet? weights, out ReadOnlyMemory<float> outputs)
    {
        ScoringRun run = judge.Complete(weights);
        outputs = run.IsDone ? run.Outputs.ToArray() : default;
        return run.IsDone;
    }
}
