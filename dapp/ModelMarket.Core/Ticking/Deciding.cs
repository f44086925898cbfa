using ModelMarket.Content.Store;
using ModelMarket.Core.Judging;
using ModelMarket.Core.Payout;
using ModelMarket.Core.State;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Weights;
using Rollup.Primitives;

namespace ModelMarket.Core.Ticking;

/// <summary>
/// Decides the first undecided commitment: the gates of mechanism.md §4 in their order, then pay by R5. Each step is charged before it is done;
/// a tick that has used up its budget stops between two of them.
/// </summary>
internal static class Deciding
{
    public static bool Step(TickDraft draft)
    {
        Job job = draft.Job;
        Submission submission = job.Submissions[job.FirstUndecided()];
        if (submission.Weights is not { } weights) return Verdict.Decide(draft, submission, SubmissionOutcome.NotRevealed);
        if (!submission.Uploaded) return Verdict.Decide(draft, submission, SubmissionOutcome.NotUploaded);
        Invariant.Require(job.Judge is not null, "a prepared job has its judge");
        if (job.Evaluation is not { } evaluation) return Decode(draft, submission, weights, job.Judge);
        return evaluation.Stage switch
        {
            EvaluationStage.Norm => CheckNorm(draft, submission, evaluation, job.Judge),
            EvaluationStage.Digest => Hash(draft, submission, evaluation, job.Judge),
            EvaluationStage.WeightDirections => CompareWeights(draft, submission, evaluation, job.Judge),
            EvaluationStage.Score => Score(draft, submission, evaluation),
            EvaluationStage.OutputDirections => CompareOutputs(draft, submission, evaluation, job.Judge),
            EvaluationStage.Improvement => CheckImprovement(draft, submission, evaluation),
            _ => CheckFloors(draft, submission, evaluation, job.Judge),
        };
    }

    private static bool Decode(TickDraft draft, Submission submission, RevealedWeights weights, Judge judge)
    {
        if (!draft.Meter.TryCharge(judge.DecodeWork(weights.SizeBytes))) return false;
        bool assembled = draft.Content.Content.TryAssemble(new DeclarationId(weights.DeclarationId), out ReadOnlyMemory<byte> file);
        Invariant.Require(assembled, "an uploaded file can be put together");
        if (!judge.TryDecode(file, out WeightSet? decoded, out string detail))
        {
            return Verdict.Decide(draft, submission, SubmissionOutcome.FormatRefused, detail: detail);
        }

        return Continue(draft, new Evaluation(submission.Id, EvaluationStage.Norm, [], 0, decoded, null, null));
    }

    private static bool CheckNorm(TickDraft draft, Submission submission, Evaluation evaluation, Judge judge)
    {
        if (!draft.Meter.TryCharge(JudgeWork.Norm(judge.Layout.WeightCount))) return false;
        return judge.IsWithinNorm(evaluation.Weights)
            ? Continue(draft, evaluation with { Stage = EvaluationStage.Digest })
            : Verdict.Decide(draft, submission, SubmissionOutcome.NormExceeded);
    }

    private static bool Hash(TickDraft draft, Submission submission, Evaluation evaluation, Judge judge)
    {
        int part = evaluation.DigestParts.Length;
        if (part == judge.Digest.PartCount) return CompareDigests(draft, submission, evaluation, judge);
        if (!draft.Meter.TryCharge(JudgeWork.Digest(judge.Digest.PartWeights(part)))) return false;
        return Continue(draft, evaluation with { DigestParts = evaluation.DigestParts.Add(judge.Digest.Part(evaluation.Weights, part)) });
    }

    private static bool CompareDigests(TickDraft draft, Submission submission, Evaluation evaluation, Judge judge)
    {
        if (!draft.Meter.TryCharge(JudgeWork.Norm(judge.Layout.WeightCount))) return false;
        Hash32 digest = WeightDigest.Join(evaluation.DigestParts);
        submission = submission with { TensorDigest = digest };
        draft.Job = draft.Job.With(submission);
        if (judge.IsInitial(evaluation.Weights)) return Verdict.Decide(draft, submission, SubmissionOutcome.ExactDuplicate, detail: "The initial model.");
        foreach (Submission earlier in draft.Job.Submissions)
        {
            if (earlier.Id == submission.Id) break;
            if (earlier.TensorDigest == digest) return Verdict.Decide(draft, submission, SubmissionOutcome.ExactDuplicate, duplicateOf: earlier.Id);
        }

        return Continue(draft, evaluation with { Stage = EvaluationStage.WeightDirections });
    }

    private static bool CompareWeights(TickDraft draft, Submission submission, Evaluation evaluation, Judge judge)
    {
        if (judge.Terms.DuplicateThousandths == 0 || evaluation.Compared == draft.Job.Kept.Length)
        {
            return Continue(draft, evaluation.With(judge.Scorer.Start(evaluation.Weights)) with { Stage = EvaluationStage.Score, Compared = 0 });
        }

        if (!draft.Meter.TryCharge(JudgeWork.Cosine(judge.Layout.WeightCount))) return false;
        KeptSubmission earlier = draft.Job.Kept[evaluation.Compared];
        return judge.AreSameDirection(evaluation.Weights, earlier.Weights)
            ? Verdict.Decide(draft, submission, SubmissionOutcome.WeightDuplicate, duplicateOf: earlier.SubmissionId)
            : Continue(draft, evaluation with { Compared = evaluation.Compared + 1 });
    }

    private static bool Score(TickDraft draft, Submission submission, Evaluation evaluation)
    {
        Invariant.Require(evaluation.Run is not null, "scoring has a run");
        ScoringRun run = evaluation.Run;
        bool done = draft.Meter.Run(run.Advance);
        if (run.Fault.IsError) return Verdict.Decide(draft, submission, SubmissionOutcome.FormatRefused, detail: run.Fault.Detail);
        if (!done && draft.Meter.Spent == 0)
        {
            // A whole input that could not charge one piece never will: only shapes that depend on data get here.
            return Verdict.Decide(draft, submission, SubmissionOutcome.FormatRefused, detail: "One node is more work than one input may do.");
        }

        draft.Job = draft.Job with { Evaluation = evaluation.With(run) };
        if (!done) return false;
        if (run.Score.IsWorst) return Verdict.Decide(draft, submission, SubmissionOutcome.NotFinite, detail: run.Score.Outcome.ToString());
        return Continue(draft, evaluation.With(run) with { Stage = EvaluationStage.OutputDirections });
    }

    private static bool CompareOutputs(TickDraft draft, Submission submission, Evaluation evaluation, Judge judge)
    {
        if (judge.Terms.DuplicateThousandths == 0 || evaluation.Compared == draft.Job.Kept.Length)
        {
            return Continue(draft, evaluation with { Stage = EvaluationStage.Improvement, Compared = 0 });
        }

        if (!draft.Meter.TryCharge(JudgeWork.Cosine(judge.OutputCount))) return false;
        KeptSubmission earlier = draft.Job.Kept[evaluation.Compared];
        Invariant.Require(evaluation.Run is not null, "outputs come from a run");
        return judge.AreSameDirection(evaluation.Run.Outputs, earlier.Outputs.Span, draft.Job.InitialOutputs.Span)
            ? Verdict.Decide(draft, submission, SubmissionOutcome.OutputDuplicate, evaluation.Run.Score.Value, duplicateOf: earlier.SubmissionId)
            : Continue(draft, evaluation with { Compared = evaluation.Compared + 1 });
    }

    private static bool CheckImprovement(TickDraft draft, Submission submission, Evaluation evaluation)
    {
        Invariant.Require(evaluation.Run is not null && draft.Job.Terms is not null, "gate 4 follows a score");
        long score = evaluation.Run.Score.Value;
        bool improves = SequentialRecords.Counts(GainOf(draft.Job, score), draft.Job.Terms.MinImprovement);
        if (draft.Job.Terms.DuplicateThousandths > 0)
        {
            draft.Job = Keep(draft.Job, submission, evaluation, evaluation.Run.Outputs.ToArray());
        }

        return improves
            ? Continue(draft, evaluation with { Stage = EvaluationStage.Floors })
            : Verdict.Decide(draft, submission, SubmissionOutcome.NotImproved, score);
    }

    private static bool CheckFloors(TickDraft draft, Submission submission, Evaluation evaluation, Judge judge)
    {
        Invariant.Require(evaluation.Run is not null, "gate 5 follows a score");
        // By row 2 of mechanism.md §7 only gates 1 to 4 count on the opened groups.
        bool isDone = evaluation.Compared == judge.Floors.Floors.Count || draft.Job.Baseline is { Defaulted: true };
        if (isDone) return Pass(draft, submission, evaluation);
        if (!draft.Meter.TryCharge(judge.Floors.WorkOf(evaluation.Compared))) return false;
        Learning.Metrics.Score score = judge.Floors.ScoreOf(evaluation.Compared, evaluation.Run.Outputs);
        FloorTerms floor = judge.Floors.Floors[evaluation.Compared];
        return floor.IsMet(score)
            ? Continue(draft, evaluation with { Compared = evaluation.Compared + 1 })
            : Verdict.Decide(draft, submission, SubmissionOutcome.FloorMissed, evaluation.Run.Score.Value, FloorTexts.Missed(evaluation.Compared, floor, score));
    }

    /// <summary>All gates are passed: paid at once in an open job, with the others of its batch or round elsewhere.</summary>
    private static bool Pass(TickDraft draft, Submission submission, Evaluation evaluation)
    {
        Invariant.Require(evaluation.Run is not null && draft.Job.Terms is not null, "who passes has a score");
        long score = evaluation.Run.Score.Value;
        ulong gain = GainOf(draft.Job, score);
        if (!draft.Job.Terms.IsBatch) return Verdict.Record(draft, submission, score, gain, draft.Job.Terms);
        // What a round aggregates; where directions are compared it is kept already.
        bool isKept = draft.Job.Terms is { Kind: JobKind.Rounds, DuplicateThousandths: 0 } terms && draft.Job.Kept.Length < RoundCost.MembersMax(terms);
        if (isKept) draft.Job = Keep(draft.Job, submission, evaluation, default);
        return Verdict.Pass(draft, submission, score, gain);
    }

    private static Job Keep(Job job, Submission submission, Evaluation evaluation, ReadOnlyMemory<float> outputs) =>
        job with { Kept = job.Kept.Add(new KeptSubmission(submission.Id, evaluation.Weights, outputs)) };

    /// <summary>Better by how much than the initial model in a batch, than the global model in a round, than the best so far in an open job.</summary>
    private static ulong GainOf(Job job, long score)
    {
        Invariant.Require(job.Prepared is not null, "scores are compared after Preparing");
        Invariant.Require(job.Terms is not { Kind: JobKind.Sealed } || job.Baseline is not null, "a batch is measured against its baseline");
        long before = job.Terms is { Kind: JobKind.Sealed } ? job.Baseline!.M0 : job.Best.Score;
        return MetricGain.Of(score, before, job.Prepared.HigherIsBetter);
    }

    private static bool Continue(TickDraft draft, Evaluation evaluation)
    {
        draft.Job = draft.Job with { Evaluation = evaluation };
        return true;
    }
}
