namespace ModelMarket.Core.Inspect;

/// <summary>Answer of <c>jobs/N/submissions?offset=n</c>, in order of merit.</summary>
/// <param name="JobId">The job's number.</param>
/// <param name="Total">How many commitments there are.</param>
/// <param name="Offset">Index of the first one here.</param>
/// <param name="Next">Offset of the next page; null on the last.</param>
/// <param name="Submissions">The commitments of this page.</param>
public sealed record SubmissionListView(ulong JobId, int Total, int Offset, int? Next, IReadOnlyList<SubmissionView> Submissions);
