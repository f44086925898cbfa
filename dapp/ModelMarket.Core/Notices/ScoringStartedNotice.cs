namespace ModelMarket.Core.Notices;

/// <summary>What the submissions of a batch job are measured against.</summary>
/// <param name="Type">Always <see cref="NoticeType.ScoringStarted"/>.</param>
/// <param name="JobId">The job's number.</param>
/// <param name="M0">Score of the initial model on the scoring rows, in the metric's integer.</param>
/// <param name="Rows">How many rows those are.</param>
/// <param name="Defaulted">The sponsor did not reveal its groups: the opened ones score instead, and its bond will be burned.</param>
/// <param name="Detail">Why the revealed groups do not count; empty if they do or never came.</param>
public sealed record ScoringStartedNotice(string Type, ulong JobId, long M0, long Rows, bool Defaulted, string Detail);
