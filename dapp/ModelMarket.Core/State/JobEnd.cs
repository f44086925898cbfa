namespace ModelMarket.Core.State;

/// <summary>How a job ended.</summary>
/// <param name="Reason">Why it ended unpaid; none if somebody was paid.</param>
/// <param name="Detail">What exactly was wrong.</param>
/// <param name="At">Block time of the input that ended it.</param>
internal sealed record JobEnd(RejectCode Reason, string Detail, ulong At);
