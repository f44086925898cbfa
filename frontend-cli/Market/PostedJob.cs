using ModelMarket.Core.Inspect;
using Rollup.Primitives;

namespace ModelMarket.Cli.Market;

/// <summary>A job that was posted.</summary>
/// <param name="JobId">Its number.</param>
/// <param name="Transaction">The transaction that locked the money.</param>
/// <param name="Job">The job as the machine has it: prepared, or ended with the reason.</param>
internal sealed record PostedJob(ulong JobId, Hash32 Transaction, JobView Job);
