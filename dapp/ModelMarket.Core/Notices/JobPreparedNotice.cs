using ModelMarket.Core.Inspect;

namespace ModelMarket.Core.Notices;

/// <summary>Preparing is over and the initial model has its score.</summary>
/// <param name="Type">Always <see cref="NoticeType.JobPrepared"/>.</param>
/// <param name="JobId">The job's number.</param>
/// <param name="Prepared">What Preparing found.</param>
/// <param name="OpenStart">When Open starts, in seconds; fixed from now on.</param>
/// <param name="OpenEnd">When it ends.</param>
public sealed record JobPreparedNotice(string Type, ulong JobId, PreparedView Prepared, ulong OpenStart, ulong OpenEnd);
