namespace ModelMarket.Core.Inspect;

/// <summary>Answer of <c>jobs?offset=n</c>, newest last.</summary>
/// <param name="Total">How many jobs there are.</param>
/// <param name="Offset">Index of the first one here.</param>
/// <param name="Next">Offset of the next page; null on the last.</param>
/// <param name="Jobs">The jobs of this page.</param>
public sealed record JobListView(int Total, int Offset, int? Next, IReadOnlyList<JobSummaryView> Jobs);
