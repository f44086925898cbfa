namespace ModelMarket.Core.Inspect;

/// <summary>How a job ended.</summary>
/// <param name="Code">The number of the <see cref="RejectCode"/> that ended it unpaid; 0 for a settled job.</param>
/// <param name="Name">The code's name.</param>
/// <param name="Message">What it means, for a person.</param>
/// <param name="Detail">What exactly was wrong; empty if the message says it all.</param>
/// <param name="At">Block time of the input that ended it, in seconds.</param>
public sealed record EndView(ushort Code, string Name, string Message, string Detail, ulong At);
