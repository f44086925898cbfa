namespace ModelMarket.Core.Inspect;

/// <summary>Answer of <c>jobs/N/messages?offset=n</c>: who has written how often. The texts are in the notices.</summary>
/// <param name="JobId">The job's number.</param>
/// <param name="Total">How many have written.</param>
/// <param name="Offset">Index of the first one here.</param>
/// <param name="Next">Offset of the next page; null on the last.</param>
/// <param name="Senders">Those of this page, in the order of their first words.</param>
public sealed record MessageCountsView(ulong JobId, int Total, int Offset, int? Next, IReadOnlyList<MessageCountView> Senders);
