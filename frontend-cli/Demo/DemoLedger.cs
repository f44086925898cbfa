using System.Diagnostics;
using System.Globalization;
using ModelMarket.Cli.Local;
using ModelMarket.Cli.Market;
using ModelMarket.Core.Inspect;
using Rollup.Ethereum.Keys;
using Rollup.Node.Verification;
using Rollup.Primitives;

namespace ModelMarket.Cli.Demo;

/// <summary>The end of the demo: reads every balance back from the token contract and holds it against what the machine's notices say.</summary>
internal sealed class DemoLedger
{
    private const int ExecutorAccount = 4;
    private const double LeastAccuracy = 0.95;

    private readonly LocalNetwork _network;
    private readonly TokenInfo _token;
    private readonly UInt128 _reward;
    private readonly Address _sponsor;
    private readonly JobView _job;
    private readonly IReadOnlyList<DemoTurn> _turns;
    private readonly IReadOnlyList<ClaimedVoucher> _claimed;

    /// <summary>Takes what happened.</summary>
    public DemoLedger(
        LocalNetwork network, TokenInfo token, UInt128 reward, Address sponsor, JobView job, IReadOnlyList<DemoTurn> turns, IReadOnlyList<ClaimedVoucher> claimed)
    {
        _network = network;
        _token = token;
        _reward = reward;
        _sponsor = sponsor;
        _job = job;
        _turns = turns;
        _claimed = claimed;
    }

    /// <summary>Reads the balances, makes the report and the checks.</summary>
    public async Task<(DemoReport Report, IReadOnlyList<DemoCheck> Checks)> CloseAsync(
        (double Before, double After) accuracy, ReplayReport verified, Stopwatch clock, CancellationToken cancellation)
    {
        var clients = new List<DemoClient>();
        var checks = new List<DemoCheck>();
        var total = await BalanceAsync(_sponsor, cancellation);
        checks.Add(new DemoCheck("the sponsor's balance is the refund", total == _job.Money.Refunded));
        foreach (var turn in _turns)
        {
            var balance = await BalanceAsync(turn.Owner.Key.Address, cancellation);
            total += balance;
            clients.Add(ClientOf(turn, balance));
            checks.Add(new DemoCheck($"{turn.Owner.Name}'s balance is what the notice pays", balance == turn.Submission.Decision!.Pay));
            checks.Add(new DemoCheck($"{turn.Owner.Name} was told the same score and pay before", SaidSame(turn)));
        }

        checks.Add(new DemoCheck("all balances sum to the reward", total == _reward));
        checks.Add(new DemoCheck("every claim equals the replay", verified.IsMatch && verified.Claims.Count > 0));
        var match = checks.All(check => check.Holds);
        checks.Add(new DemoCheck($"the final accuracy is at least {LeastAccuracy.ToString(CultureInfo.InvariantCulture)}", accuracy.After >= LeastAccuracy));
        var market = _network.Market;
        var report = new DemoReport(
            _network.Dapp.Native ? "native" : "jit",
            market.Rpc.AbsoluteUri,
            market.Node.AbsoluteUri,
            market.Application.ToChecksumString(),
            market.Escrow.ToChecksumString(),
            _token.Address.ToChecksumString(),
            [JobOf(accuracy)],
            clients,
            Text(await BalanceAsync(_sponsor, cancellation)),
            Mnemonic.Dev.Key(ExecutorAccount).Address.ToChecksumString(),
            _claimed.Count,
            match,
            new DemoReplay((int)verified.InputCount, (int)verified.OutputCount, verified.OutputsRoot.ToString(), verified.Claims.Count, verified.IsMatch),
            Math.Round(clock.Elapsed.TotalSeconds, 1));
        return (report, checks);
    }

    private static bool SaidSame(DemoTurn turn)
    {
        var decision = turn.Submission.Decision!;
        return turn.Said.Score == decision.Score && turn.Said.Pay.IsExact && turn.Said.Pay.Most == decision.Pay;
    }

    private DemoClient ClientOf(DemoTurn turn, UInt128 balance)
    {
        var decision = turn.Submission.Decision!;
        var paid = _claimed.FirstOrDefault(one => one.Voucher.To == turn.Owner.Key.Address);
        return new DemoClient(
            turn.Owner.Name,
            turn.Owner.Key.Address.ToChecksumString(),
            turn.Owner.Rows.RowCount,
            turn.Said.Score ?? 0,
            Text(turn.Said.Pay.Least),
            Text(turn.Said.Pay.Most),
            decision.Score ?? 0,
            Text(decision.Pay),
            paid?.Voucher.OutputIndex,
            paid?.Transaction.ToString(),
            Text(balance));
    }

    private DemoJob JobOf((double Before, double After) accuracy) => new(
        _job.Id,
        _job.Title,
        _sponsor.ToChecksumString(),
        Text(_reward),
        Text(_job.Money.Paid),
        Text(_job.Money.Refunded),
        _job.Prepared!.M0,
        _job.Best ?? _job.Prepared.M0,
        accuracy.Before,
        accuracy.After,
        _job.Phase.ToString());

    private async Task<UInt128> BalanceAsync(Address account, CancellationToken cancellation) =>
        (await _token.BalanceAsync(_network.Ethereum, account, cancellation)).TryToUInt128(out var balance)
            ? balance
            : throw CliFault.Failed($"{account.ToChecksumString()} holds more than 2^128 − 1 units of the test token.");

    private static string Text(UInt128 amount) => amount.ToString(CultureInfo.InvariantCulture);
}
