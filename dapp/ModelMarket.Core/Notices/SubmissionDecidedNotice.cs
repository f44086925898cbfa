using ModelMarket.Core.Inspect;

namespace ModelMarket.Core.Notices;

/// <summary>A commitment was decided: every number that led to its pay is in the submission's decision.</summary>
/// <param name="Type">Always <see cref="NoticeType.SubmissionDecided"/>.</param>
/// <param name="Submission">The commitment with its decision.</param>
public sealed record SubmissionDecidedNotice(string Type, SubmissionView Submission);
