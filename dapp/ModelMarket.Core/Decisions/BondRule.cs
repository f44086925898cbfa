using ModelMarket.Core.State;

namespace ModelMarket.Core.Decisions;

/// <summary>What a client loses of its bond (mechanism.md §4 and §7): nothing for being no better, half for hindering, all for copying what was public.</summary>
internal static class BondRule
{
    /// <summary>The part of the bond that is burned; the rest goes back.</summary>
    public static UInt128 Burned(Job job, Submission submission)
    {
        if (submission.Decided is not { } decided) return 0;
        return decided.Outcome switch
        {
            SubmissionOutcome.NotRevealed or SubmissionOutcome.NotUploaded or SubmissionOutcome.FormatRefused => submission.Bond / 2,
            SubmissionOutcome.ExactDuplicate => WasPublic(job, submission, decided) ? submission.Bond : 0,
            _ => 0,
        };
    }

    /// <summary>
    /// Whether what it copies could be read by everybody before it was committed. The initial and the global model always could. Who sends its
    /// own weights again, as a deterministic trainer does when a round left the model where it was, copies nobody.
    /// </summary>
    private static bool WasPublic(Job job, Submission copy, Decided decided) =>
        decided.DuplicateOf is not { } original
        || (job.Submissions[original].PublicAt < copy.InputIndex && job.Submissions[original].Sender != copy.Sender);
}
