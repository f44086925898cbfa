using ModelMarket.Core.Inspect;
using ModelMarket.Core.Payout;
using ModelMarket.Core.State;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Weights;
using Rollup.Primitives;

namespace ModelMarket.Core.Judging;

/// <summary>
/// Judges weights on the client's machine by the code that will judge them in the machine: the same score to the last digit wherever the rows
/// are public, the same pay where no earlier commitment is undecided, else the range over every outcome (design.md §2).
/// </summary>
public static class DryRun
{
    /// <summary>The gates in their order, the score, and the forecast of the pay.</summary>
    /// <param name="job">The job as inspect shows it, after Preparing.</param>
    /// <param name="judge">Made from the job's model, data and terms.</param>
    /// <param name="file">The weights that would be submitted.</param>
    /// <param name="earlier">The decided submissions of the job, in their order.</param>
    /// <exception cref="ArgumentException">The job is not prepared.</exception>
    public static DryRunResult Of(JobView job, Judge judge, ReadOnlyMemory<byte> file, IReadOnlyList<EarlierSubmission> earlier)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(judge);
        ArgumentNullException.ThrowIfNull(earlier);
        if (job.Prepared is null || job.Terms is null || job.Best is null) throw new ArgumentException("The job has no score of its initial model yet.", nameof(job));
        if ((ulong)file.Length > job.Terms.WeightsBytesMax) return Refused(SubmissionOutcome.FormatRefused, $"At most {job.Terms.WeightsBytesMax} bytes.");
        if (!judge.TryDecode(file, out WeightSet? weights, out string detail)) return Refused(SubmissionOutcome.FormatRefused, detail);
        if (!judge.IsWithinNorm(weights)) return Refused(SubmissionOutcome.NormExceeded, "");
        if (FindCopy(judge, weights, earlier) is { } copy) return copy;
        if (FindSameWeights(judge, weights, earlier) is { } same) return same;
        ScoringRun run = judge.Complete(weights);
        if (!run.IsDone) return Refused(SubmissionOutcome.FormatRefused, run.Fault.Detail);
        if (run.Score.IsWorst) return Refused(SubmissionOutcome.NotFinite, run.Score.Outcome.ToString());
        if (FindSameOutputs(judge, run, earlier) is { } outputs) return outputs;
        int floor = judge.Floors.FirstMissed(run.Outputs, out Learning.Metrics.Score missed);
        bool improves = SequentialRecords.Counts(MetricGain.Of(run.Score.Value, job.Best.Value, judge.Scorer.HigherIsBetter), job.Terms.MinImprovement);
        if (improves && floor >= 0)
        {
            return Refused(SubmissionOutcome.FloorMissed, FloorTexts.Missed(floor, judge.Floors.Floors[floor], missed)) with { Score = run.Score.Value };
        }

        return Forecast(job, judge, run.Score.Value, earlier);
    }

    private static DryRunResult Forecast(JobView job, Judge judge, long score, IReadOnlyList<EarlierSubmission> earlier)
    {
        if (job.Terms!.Kind != (byte)JobKind.Open) return Batch(job, judge, score);
        var terms = new RecordTerms(
            job.Terms.Target, job.Terms.MinImprovement, judge.Scorer.HigherIsBetter, job.Terms.StakeCapThousandths, job.Terms.ClientBond);
        PayRange range = PayForecast.Of(terms, new RecordStanding(job.Best!.Value, job.Money.Pool, job.Money.Paid, job.Undecided), score);
        bool isCompared = judge.Terms.DuplicateThousandths == 0 || earlier.All(submission => !submission.IsKept || submission.File is not null);
        if (!isCompared) range = range with { Least = 0 };
        return new DryRunResult(SubmissionOutcome.None, score, range, null, "");
    }

    /// <summary>The range over whatever the hidden rows say, and what it would be if the public sample were the rows that count. With the least bond.</summary>
    private static DryRunResult Batch(JobView job, Judge judge, long score)
    {
        TermsView view = job.Terms!;
        var terms = new BatchTerms(
            view.PayRule, view.MaxSubmissions, view.Target, view.MinImprovement, view.WinnerThreshold, view.StakeCapThousandths, view.ClientBond,
            judge.Scorer.HigherIsBetter);
        if (job.Rounds is { } rounds)
        {
            var standing = new RoundStanding(job.Best!.Value, rounds.Left, rounds.Total + 1 - Math.Max(1, rounds.Current), rounds.FinalPart);
            return new DryRunResult(SubmissionOutcome.None, score, PayForecast.OfRound(terms, standing, score), null, "");
        }

        PayRange estimate = PayForecast.OfBatch(terms, job.Money.Pool, job.Prepared!.M0, score);
        return new DryRunResult(SubmissionOutcome.None, score, BatchForecast.Of(view, job.Money.Pool), null, "", estimate);
    }

    private static DryRunResult? FindCopy(Judge judge, WeightSet weights, IReadOnlyList<EarlierSubmission> earlier)
    {
        Hash32 digest = judge.Digest.Of(weights);
        if (judge.IsInitial(weights)) return Refused(SubmissionOutcome.ExactDuplicate, "The initial model.");
        EarlierSubmission? original = earlier.FirstOrDefault(submission => submission.TensorDigest == digest);
        return original is null ? null : Refused(SubmissionOutcome.ExactDuplicate, "") with { DuplicateOf = original.Id };
    }

    private static DryRunResult? FindSameWeights(Judge judge, WeightSet weights, IReadOnlyList<EarlierSubmission> earlier)
    {
        foreach ((int id, WeightSet kept) in Kept(judge, earlier))
        {
            if (judge.AreSameDirection(weights, kept)) return Refused(SubmissionOutcome.WeightDuplicate, "") with { DuplicateOf = id };
        }

        return null;
    }

    private static DryRunResult? FindSameOutputs(Judge judge, ScoringRun run, IReadOnlyList<EarlierSubmission> earlier)
    {
        if (judge.Terms.DuplicateThousandths == 0) return null;
        ScoringRun initial = judge.Complete(null);
        foreach ((int id, WeightSet kept) in Kept(judge, earlier))
        {
            if (judge.AreSameDirection(run.Outputs, judge.Complete(kept).Outputs, initial.Outputs))
                return Refused(SubmissionOutcome.OutputDuplicate, "") with { Score = run.Score.Value, DuplicateOf = id };
        }

        return null;
    }

    private static IEnumerable<(int Id, WeightSet Weights)> Kept(Judge judge, IReadOnlyList<EarlierSubmission> earlier)
    {
        if (judge.Terms.DuplicateThousandths == 0) yield break;
        foreach (EarlierSubmission submission in earlier)
        {
            if (submission.IsKept && submission.File is { } file && judge.TryDecode(file, out WeightSet? weights, out _)) yield return (submission.Id, weights);
        }
    }

    private static DryRunResult Refused(SubmissionOutcome outcome, string detail) => new(outcome, null, default, null, detail);
}
