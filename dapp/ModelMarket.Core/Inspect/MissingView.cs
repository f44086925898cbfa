namespace ModelMarket.Core.Inspect;

/// <summary>Answer of <c>jobs/N/missing?offset=n</c>.</summary>
/// <param name="JobId">The job's number.</param>
/// <param name="Total">How many declarations of the job still miss blocks.</param>
/// <param name="Offset">Index of the first one here.</param>
/// <param name="Next">Offset of the next page; null on the last.</param>
/// <param name="Declarations">The declarations of this page.</param>
public sealed record MissingView(ulong JobId, int Total, int Offset, int? Next, IReadOnlyList<MissingContentView> Declarations);
