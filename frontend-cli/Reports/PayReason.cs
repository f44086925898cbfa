using ModelMarket.Cli.Market;
using ModelMarket.Cli.Presentation;
using ModelMarket.Core;
using ModelMarket.Core.Inspect;

namespace ModelMarket.Cli.Reports;

/// <summary>Why a submission got what it got, in a sentence with the numbers of the decision.</summary>
internal static class PayReason
{
    private const byte SequentialRecords = 5;

    /// <summary>The sentence.</summary>
    public static string Of(SubmissionView submission, JobView job, TokenInfo token) => submission.Decision is not { } decision
        ? $"not decided yet: {submission.Status}"
        : decision.Outcome switch
        {
            SubmissionOutcome.Paid => Paid(decision, job, token) + Cap(job),
            SubmissionOutcome.NotRevealed => $"not revealed before {JobText.Time(submission.RevealBy)}",
            SubmissionOutcome.NotUploaded => $"its weights did not arrive before {JobText.Time(submission.UploadBy)}",
            SubmissionOutcome.ExactDuplicate => $"the same tensors as {Earlier(decision)}",
            SubmissionOutcome.WeightDuplicate or SubmissionOutcome.OutputDuplicate => $"a copy of {Earlier(decision)} for the terms",
            SubmissionOutcome.NotImproved => $"{JobText.Score(decision.Score)} is not better than {JobText.Score(decision.BestBefore)} by more than {Units.Score((long)(job.Terms?.MinImprovement ?? 0))}",
            SubmissionOutcome.ImprovedUnpaid => $"better by {Units.Score((long)decision.Improvement)}, but nothing was left to pay",
            SubmissionOutcome.NormExceeded => "the weights moved further than the terms allow",
            SubmissionOutcome.NotFinite => "an output of the model is not finite",
            SubmissionOutcome.FormatRefused => $"not weights of this model: {decision.Detail}",
            SubmissionOutcome.JobEnded => "the job ended before it was decided",
            _ => decision.Detail.Length == 0 ? decision.Outcome.ToString() : decision.Detail,
        };

    private static string Paid(DecisionView decision, JobView job, TokenInfo token)
    {
        var better = $"improved {JobText.Score(decision.BestBefore)} to {JobText.Score(decision.Score)}, by {Units.Score((long)decision.Improvement)}";
        return job.Terms?.PayRule == SequentialRecords
            ? $"{better}; the terms pay {Units.Score((long)decision.Improvement)} ÷ {Units.Score((long)decision.Target)} of {token.Text(decision.FundedBefore)}, as far as money is left"
            : $"{better}; paid by rule R{job.Terms?.PayRule}";
    }

    private static string Cap(JobView job) => job.Terms is { StakeCapThousandths: > 0 } terms ? $", at most {terms.StakeCapThousandths}/1000 of the bond" : string.Empty;

    private static string Earlier(DecisionView decision) => decision.DuplicateOf is { } earlier ? $"submission {earlier}" : "the initial model";
}
