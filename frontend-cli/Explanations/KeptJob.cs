using ModelMarket.Core.Inspect;

namespace ModelMarket.Cli.Explanations;

/// <summary>An ended job with everything that led to its pays, which the machine itself drops 30 days after the end.</summary>
/// <param name="Job">The job as it was last.</param>
/// <param name="Submissions">Its commitments with their decisions.</param>
internal sealed record KeptJob(JobView Job, IReadOnlyList<SubmissionView> Submissions);
