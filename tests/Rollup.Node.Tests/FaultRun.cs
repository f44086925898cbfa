using System.Diagnostics;
using System.Globalization;
using System.Text;
using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.Dev;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Keys;
using Rollup.Ethereum.Official;
using Rollup.Guest.Testing;
using Rollup.Node.Client;
using Rollup.Node.Dev;
using Rollup.Node.Guests;
using Rollup.Node.Rpc;
using Rollup.Node.Verification;
using Rollup.Primitives;
using TestGuest;

namespace Rollup.Node.Tests;

/// <summary>
/// One seeded history of an application with everything that goes wrong in it: a bad provider, kills of node and guest at any moment, a full disk, reorganisations.
/// Afterwards a replay without faults must agree with the node that lived through it.
/// </summary>
internal sealed class FaultRun : IDisposable
{
    private const ulong EpochLength = 10;
    private const int ReorganisationMax = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string[] Commands = ["add 1", "add 7", "add 100", "reject", "throw", "voucher", "delegate", "size 3000", "many 5"];

    private readonly Random _die;
    private readonly int _seed;
    private readonly AnvilProcess _anvil;
    private readonly EthereumClient _l1;
    private readonly Account _sender;
    private readonly string _folder = Directory.CreateTempSubdirectory("fault-run-").FullName;
    private readonly Dictionary<string, int> _done = [];
    private DeployedApplication _deployed = null!;
    private NodeProcess? _node;

    public FaultRun(AnvilProcess anvil, EthereumClient l1, int seed)
    {
        _anvil = anvil;
        _l1 = l1;
        _seed = seed;
        _die = new Random(seed);
        _sender = new Account(l1, Mnemonic.Dev.Key(1));
    }

    /// <summary>What happened, for the log.</summary>
    public string Story => string.Join(", ", _done.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Value} {entry.Key}"));

    public async Task RunAsync()
    {
        await DeployAsync();
        await StartAsync();
        int steps = 8 + _die.Next(8);
        for (int i = 0; i < steps; i++)
            await StepAsync();
        await JudgeAsync();
    }

    public void Dispose()
    {
        _node?.Dispose();
        _sender.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task DeployAsync()
    {
        using var owner = new Account(_l1, Mnemonic.Dev.Key(DevNetwork.OperatorIndex));
        _deployed = await OfficialContracts.DeployApplicationAsync(owner, new ApplicationDeployment
        {
            AuthorityOwner = owner.Address,
            ApplicationOwner = owner.Address,
            EpochLength = EpochLength,
            Salt = Keccak256.Hash(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"fault run {_seed}"))),
        });
        await new DevChain(_l1).MineAsync(ReorganisationMax + 1); // no reorganisation may take the contracts away
    }

    private async Task StartAsync()
    {
        _node?.Dispose();
        _node = null;
        Dictionary<string, string> environment = Environment();
        if (_die.Next(4) > 0)
        {
            Count("lives with a bad provider");
            environment["TESTNODE_FAULTS"] = string.Create(CultureInfo.InvariantCulture, $"{_die.Next()} {0.02 + (_die.NextDouble() * 0.15):0.000}");
        }
        if (_die.Next(4) == 0)
        {
            Count("lives with a small disk");
            var file = new FileInfo(Path.Combine(_folder, $"{_deployed.Application}.db"));
            environment["TESTNODE_BYTES"] = ((file.Exists ? file.Length : 120_000) + (4096 * _die.Next(1, 8))).ToString(CultureInfo.InvariantCulture);
        }
        try
        {
            _node = await NodeProcess.StartAsync(_anvil.Url, _deployed.Application, _folder, environment);
        }
        catch (InvalidOperationException)
        {
            // With a provider or a disk that fails at every start a node may end; an operator starts it again.
            Count("starts that failed");
            _node = await NodeProcess.StartAsync(_anvil.Url, _deployed.Application, _folder, Environment());
        }
    }

    // A claim under way while a reorganisation takes its inputs would be wrong for ever: no node may claim what a reorganisation can still reach.
    private static Dictionary<string, string> Environment() => new() { ["TESTNODE_CLAIM_CONFIRMATIONS"] = ReorganisationMax.ToString(CultureInfo.InvariantCulture) };

    private async Task StepAsync()
    {
        switch (_die.Next(10))
        {
            case 0 or 1:
                Count("nodes killed");
                _node!.Kill();
                await StartAsync();
                break;
            case 2:
                if (_node!.KillGuest())
                    Count("guests killed");
                break;
            case 3:
                await ReorganiseAsync();
                break;
            case 4:
                await new DevChain(_l1).MineAsync((ulong)_die.Next(1, 12));
                break;
            default:
                for (int i = _die.Next(1, 8); i > 0; i--)
                    await AddAsync(Commands[_die.Next(Commands.Length)]);
                break;
        }
        await Task.Delay(_die.Next(250));
    }

    private async Task ReorganiseAsync()
    {
        Count("reorganisations");
        await new DevChain(_l1).ReorganiseAsync((ulong)_die.Next(1, ReorganisationMax + 1));
        await _sender.CountAgainAsync();
    }

    private async Task AddAsync(string command)
    {
        Count("inputs");
        await _sender.SendAsync(OfficialAddresses.InputBox, InputBoxContract.AddInput(_deployed.Application, Encoding.UTF8.GetBytes(command)));
    }

    private async Task JudgeAsync()
    {
        await AddAsync("add 1");
        _node!.Kill(); // the disk is emptied, the provider mended
        _node = await NodeProcess.StartAsync(_anvil.Url, _deployed.Application, _folder, Environment());
        await new DevChain(_l1).MinePastEpochAsync(await _l1.GetBlockNumberAsync(), EpochLength);
        await new DevChain(_l1).MineAsync(ReorganisationMax);
        ulong inputs = await new InputBoxContract(_l1, OfficialAddresses.InputBox).GetNumberOfInputsAsync(_deployed.Application, default);
        await UntilSettledAsync(inputs);
        CommandApplication? reference = null;
        ReplayReport report = await ReplayVerifier.RunAsync(new ReplayOptions
        {
            L1Url = _anvil.Url,
            Application = _deployed.Application,
            Guest = InProcessGuest.Factory(() => reference = new CommandApplication()),
            Against = _node.Client,
        });

        report.NodeDifference.Should().BeNull();
        report.FirstDifference.Should().BeNull();
        report.WrongExecutions.Should().BeEmpty();
        report.InputCount.Should().Be(inputs);
        RpcPage<EpochView> epochs = await _node.Client.ListEpochsAsync(null, new PageRequest(10_000));
        epochs.Data.Should().OnlyContain(epoch => epoch.Status == EpochStatus.ClaimAccepted);
        report.Claims.Select(claim => claim.EpochIndex).Should().BeEquivalentTo(epochs.Data.Select(epoch => epoch.Index), "each epoch with inputs has one claim and no other has");
        (await _node.Client.ListOutputsAsync(new OutputFilter(), new PageRequest(1))).Pagination.TotalCount.Should().Be(report.OutputCount);
        var sink = new RecordingSink(0);
        reference!.Inspect("what"u8.ToArray(), sink);
        (await _node.Client.InspectAsync("what"u8.ToArray())).Reports[0].Should().Equal(sink.Reports[0], "the state is the same as well");
    }

    private async Task UntilSettledAsync(ulong inputs)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            RpcPage<EpochView> epochs = await _node!.Client.ListEpochsAsync(null, new PageRequest(10_000));
            if (await _node.Client.GetProcessedInputCountAsync() == inputs && epochs.Data.Count > 0 && epochs.Data.All(epoch => epoch.Status is EpochStatus.ClaimAccepted or EpochStatus.ClaimRejected))
                return;
            if (clock.Elapsed > Patience)
                throw new TimeoutException($"the node does not settle {inputs} inputs: {string.Join(", ", epochs.Data.Select(e => $"{e.Index} {e.Status}"))}; {_node.LastWords}");
            await Task.Delay(50);
        }
    }

    private void Count(string what) => _done[what] = _done.GetValueOrDefault(what) + 1;
}
