namespace ModelMarket.Core.Inspect;

/// <summary>Answer of <c>jobs/N/leaderboard?offset=n</c>: scored submissions, best first.</summary>
/// <param name="JobId">The job's number.</param>
/// <param name="M0">Score of the initial model; null before Preparing is over.</param>
/// <param name="HigherIsBetter">True for metrics that rise.</param>
/// <param name="Total">How many were scored.</param>
/// <param name="Offset">Index of the first one here.</param>
/// <param name="Next">Offset of the next page; null on the last.</param>
/// <param name="Entries">The submissions of this page.</param>
public sealed record LeaderboardView(
    ulong JobId, long? M0, bool HigherIsBetter, int Total, int Offset, int? Next, IReadOnlyList<LeaderboardEntryView> Entries);
