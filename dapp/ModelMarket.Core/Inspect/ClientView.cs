using Rollup.Primitives;

namespace ModelMarket.Core.Inspect;

/// <summary>Answer of <c>clients/0x…?offset=n</c>: everything one address committed in jobs that are kept whole.</summary>
/// <param name="Address">The client.</param>
/// <param name="Total">How many commitments.</param>
/// <param name="Offset">Index of the first one here.</param>
/// <param name="Next">Offset of the next page; null on the last.</param>
/// <param name="Submissions">The commitments of this page, by job and number.</param>
public sealed record ClientView(Address Address, int Total, int Offset, int? Next, IReadOnlyList<SubmissionView> Submissions);
