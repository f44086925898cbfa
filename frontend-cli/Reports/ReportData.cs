using ModelMarket.Cli.Market;
using ModelMarket.Core.Inspect;
using Rollup.Primitives;

namespace ModelMarket.Cli.Reports;

/// <summary>Everything a report tells, as it was at one time of the chain.</summary>
/// <param name="Job">The job.</param>
/// <param name="Token">What it pays in.</param>
/// <param name="Submissions">In the order of merit.</param>
/// <param name="Leaderboard">Scored ones, best first.</param>
/// <param name="Payments">Money vouchers of the job.</param>
/// <param name="Inputs">Transactions by the index of the input they added.</param>
/// <param name="Executions">Transactions by the index of the output they executed.</param>
/// <param name="Network">Where this comes from.</param>
internal sealed record ReportData(
    JobView Job,
    TokenInfo Token,
    IReadOnlyList<SubmissionView> Submissions,
    IReadOnlyList<LeaderboardEntryView> Leaderboard,
    IReadOnlyList<MoneyVoucher> Payments,
    IReadOnlyDictionary<ulong, Hash32> Inputs,
    IReadOnlyDictionary<ulong, Hash32> Executions,
    ReportNetwork Network);
