using ModelMarket.Core.Inspect;

namespace ModelMarket.Cli.Market;

/// <summary>What was done for a user in a job, and what the job waits for now.</summary>
/// <param name="Job">The job afterwards, as at the newest block.</param>
/// <param name="Done">What was done, in words; empty when nothing was due.</param>
/// <param name="WaitsFor">What it waits for and from whom; empty when it has ended.</param>
/// <param name="Until">When that wait is over at the latest, as block time; null where no clock ends it.</param>
internal sealed record ErrandReport(JobView Job, IReadOnlyList<string> Done, string WaitsFor, ulong? Until);
