using ModelMarket.Cli.Session;
using ModelMarket.Cli.Session.Node;
using ModelMarket.Contracts;
using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Official;
using Rollup.Primitives;

namespace ModelMarket.Cli.Market;

/// <summary>Finds the machine's money vouchers and executes them on L1. Anyone may execute; the money goes where the voucher says.</summary>
internal sealed class Claimer
{
    private static readonly TimeSpan ClaimPatience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ClaimPause = TimeSpan.FromMilliseconds(100);

    private readonly MarketSession _session;

    /// <summary>Creates a claimer.</summary>
    public Claimer(MarketSession session)
    {
        _session = session;
    }

    /// <summary>Every money voucher so far, in the order of the outputs.</summary>
    public async Task<IReadOnlyList<MoneyVoucher>> VouchersAsync(CancellationToken cancellation)
    {
        var vouchers = new List<MoneyVoucher>();
        foreach (var output in await _session.Node.OutputsAsync(null, cancellation))
        {
            if (MoneyVoucher.TryRead(output, _session.Escrow, out var voucher))
            {
                vouchers.Add(voucher with { Executed = voucher.Executed || await WasExecutedAsync(voucher, cancellation) });
            }
        }

        return vouchers;
    }

    /// <summary>Waits until every voucher that is not executed has its proof, which comes with the claim of its epoch.</summary>
    /// <returns>Those that are not executed.</returns>
    public async Task<IReadOnlyList<MoneyVoucher>> ProvenAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(ClaimPatience);
        while (true)
        {
            var waiting = (await VouchersAsync(cancellation)).Where(voucher => !voucher.Executed).ToList();
            if (waiting.TrueForAll(voucher => voucher.Proof is not null) && await ClaimedAsync(waiting, cancellation))
            {
                return waiting;
            }

            if (patience.IsCancellationRequested)
            {
                throw CliFault.Unreachable($"The node did not claim its epochs within {ClaimPatience.TotalSeconds:0} s.", "Does the node hold the key of the Authority? See its log.");
            }

            await Task.Delay(ClaimPause, cancellation);
        }
    }

    /// <summary>Executes one voucher that has a proof.</summary>
    public async Task<ClaimedVoucher> ExecuteAsync(MoneyVoucher voucher, Account account, CancellationToken cancellation)
    {
        var proof = voucher.Proof ?? throw CliFault.Failed($"Output {voucher.OutputIndex} has no proof yet.", "It comes with the claim of its epoch.");
        var call = ApplicationContract.ExecuteOutput(voucher.RawOutput, proof);
        var receipt = await account.SendAsync(_session.Application, call, default, cancellation);
        return new ClaimedVoucher(voucher, receipt.TransactionHash, receipt.GasUsed, WasCredited(receipt, _session.Escrow));
    }

    /// <summary>Whether the token refused a transfer, so that the amount waits in the escrow.</summary>
    public static bool WasCredited(TransactionReceipt receipt, Address escrow) =>
        receipt.Logs.Any(log => log.Address == escrow && log.Topics is [var topic, ..] && topic == JobEscrow.CreditedEvent.Topic0);

    private async Task<bool> ClaimedAsync(IReadOnlyList<MoneyVoucher> vouchers, CancellationToken cancellation)
    {
        foreach (var epoch in vouchers.Select(voucher => voucher.EpochIndex).Distinct())
        {
            if (await _session.Node.EpochAsync(epoch, cancellation) is not { Status: NodeEpoch.Accepted })
            {
                return false;
            }
        }

        return true;
    }

    private Task<bool> WasExecutedAsync(MoneyVoucher voucher, CancellationToken cancellation) =>
        new ApplicationContract(_session.Ethereum, _session.Application).WasOutputExecutedAsync(voucher.OutputIndex, cancellation);
}
