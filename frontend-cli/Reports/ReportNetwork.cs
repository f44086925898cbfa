using Rollup.Primitives;

namespace ModelMarket.Cli.Reports;

/// <summary>Where a report comes from.</summary>
/// <param name="ChainId">The chain.</param>
/// <param name="Application">The application contract.</param>
/// <param name="Escrow">The market's escrow.</param>
/// <param name="Explorer">A block explorer of the chain; null where none is known, then hashes are no links.</param>
internal sealed record ReportNetwork(ulong ChainId, Address Application, Address Escrow, string? Explorer);
