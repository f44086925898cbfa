using Rollup.Primitives;

namespace ModelMarket.Cli.Market;

/// <summary>A note or private message of a job as its reader sees it.</summary>
/// <param name="JobId">The job.</param>
/// <param name="From">Who wrote it.</param>
/// <param name="To">For whom; null for a public note.</param>
/// <param name="At">Block time in seconds.</param>
/// <param name="Text">What it says; null where this user cannot read it.</param>
/// <param name="Trouble">Why it cannot be read; empty where it can.</param>
internal sealed record Letter(ulong JobId, Address From, Address? To, ulong At, string? Text, string Trouble);
