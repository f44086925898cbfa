namespace ModelMarket.Core.Notices;

/// <summary>Reclaim without the rollup has started: the machine issues no more vouchers for this job.</summary>
/// <param name="Type">Always <see cref="NoticeType.ReclaimStarted"/>.</param>
/// <param name="JobId">The job's number.</param>
/// <param name="Phase">The phase it was in.</param>
public sealed record ReclaimStartedNotice(string Type, ulong JobId, JobPhase Phase);
