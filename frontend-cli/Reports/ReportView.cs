namespace ModelMarket.Cli.Reports;

/// <summary>What <c>report</c> wrote.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Page">The page.</param>
/// <param name="Images">PNGs of its plots.</param>
internal sealed record ReportView(ulong JobId, string Page, IReadOnlyList<string> Images);
