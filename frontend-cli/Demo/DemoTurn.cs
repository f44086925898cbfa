using ModelMarket.Core.Inspect;
using ModelMarket.Core.Judging;

namespace ModelMarket.Cli.Demo;

/// <summary>What one owner was told before, and what the machine decided.</summary>
/// <param name="Owner">Who.</param>
/// <param name="Said">The dry run.</param>
/// <param name="Submission">The submission as decided.</param>
internal sealed record DemoTurn(DemoOwner Owner, DryRunResult Said, SubmissionView Submission);
