using ModelMarket.Cli.Market;
using ModelMarket.Cli.Session;
using Rollup.Ethereum.Official;
using Rollup.Primitives;

namespace ModelMarket.Cli.Reports;

/// <summary>Collects a report: the machine's views from the node, transactions from L1.</summary>
internal static class ReportReader
{
    /// <summary>Reads everything about one job.</summary>
    public static async Task<ReportData> ReadAsync(MarketSession session, ulong jobId, CancellationToken cancellation)
    {
        var reader = new MarketReader(session.Node);
        var job = await reader.JobAsync(jobId, cancellation);
        var vouchers = (await new Claimer(session).VouchersAsync(cancellation)).Where(voucher => voucher.JobId == jobId).ToList();
        return new ReportData(
            job,
            await TokenInfo.ReadAsync(session.Ethereum, job.Token, cancellation),
            await reader.SubmissionsAsync(jobId, cancellation),
            await reader.LeaderboardAsync(jobId, cancellation),
            vouchers,
            await InputsAsync(session, cancellation),
            await ExecutionsAsync(session, vouchers, cancellation),
            new ReportNetwork(session.ChainId, session.Application, session.Escrow, session.Explorer));
    }

    private static async Task<IReadOnlyDictionary<ulong, Hash32>> InputsAsync(MarketSession session, CancellationToken cancellation)
    {
        var first = await new ApplicationContract(session.Ethereum, session.Application).GetDeploymentBlockNumberAsync(cancellation);
        var inputs = new Dictionary<ulong, Hash32>();
        foreach (var log in await InputHistory.LogsAsync(session, session.InputBox, first, InputAddedEvent.Topic, cancellation))
        {
            if (InputAddedEvent.TryDecode(log, out var added))
            {
                inputs[added.Index] = log.TransactionHash;
            }
        }

        return inputs;
    }

    private static async Task<IReadOnlyDictionary<ulong, Hash32>> ExecutionsAsync(MarketSession session, List<MoneyVoucher> vouchers, CancellationToken cancellation)
    {
        var executions = new Dictionary<ulong, Hash32>();
        foreach (var voucher in vouchers.Where(voucher => voucher.Executed))
        {
            var output = await session.Node.OutputAsync(voucher.OutputIndex, cancellation);
            if (Hash32.TryParse(output?.ExecutionTransactionHash, out var transaction))
            {
                executions[voucher.OutputIndex] = transaction;
            }
        }

        return executions;
    }
}
