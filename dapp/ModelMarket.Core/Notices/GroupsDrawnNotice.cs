using Rollup.Primitives;

namespace ModelMarket.Core.Notices;

/// <summary>The draw of the groups that a job opens before it takes commitments.</summary>
/// <param name="Type">Always <see cref="NoticeType.GroupsDrawn"/>.</param>
/// <param name="JobId">The job's number.</param>
/// <param name="Seed">From the block hash.</param>
/// <param name="Groups">G.</param>
/// <param name="Drawn">The groups to open, ascending.</param>
public sealed record GroupsDrawnNotice(string Type, ulong JobId, Hash32 Seed, int Groups, IReadOnlyList<int> Drawn);
