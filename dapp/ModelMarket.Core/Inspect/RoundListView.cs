namespace ModelMarket.Core.Inspect;

/// <summary>Answer of <c>jobs/N/rounds?offset=n</c>: every round of the job, also those that have not opened.</summary>
/// <param name="JobId">The job's number.</param>
/// <param name="Standing">Where the job stands.</param>
/// <param name="Total">How many rounds there are.</param>
/// <param name="Offset">Index of the first one here.</param>
/// <param name="Next">Offset of the next page; null on the last.</param>
/// <param name="Rounds">The rounds of this page.</param>
public sealed record RoundListView(ulong JobId, RoundsView Standing, int Total, int Offset, int? Next, IReadOnlyList<RoundView> Rounds);
