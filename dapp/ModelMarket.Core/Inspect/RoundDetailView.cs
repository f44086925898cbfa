namespace ModelMarket.Core.Inspect;

/// <summary>Answer of <c>jobs/N/rounds/R?offset=n</c>: one round and its commitments, with contributions and pay once it is settled.</summary>
/// <param name="JobId">The job's number.</param>
/// <param name="Round">The round.</param>
/// <param name="Total">How many commitments it has.</param>
/// <param name="Offset">Index of the first one here.</param>
/// <param name="Next">Offset of the next page; null on the last.</param>
/// <param name="Submissions">The commitments of this page, in order of merit.</param>
public sealed record RoundDetailView(ulong JobId, RoundView Round, int Total, int Offset, int? Next, IReadOnlyList<SubmissionView> Submissions);
