using TestNode;
using System.Globalization;
using Rollup.Ethereum.Keys;
using Rollup.Node.Client;
using Rollup.Node.Dev;
using Rollup.Node.Guests;
using Rollup.Node.Rpc;
using Rollup.Primitives;
using TestGuest;
using Xunit.Abstractions;

namespace Rollup.Node.Tests;

/// <summary>Bad providers: afterwards everything is as without faults; nothing lost, nothing twice.</summary>
public sealed class L1FaultTests(ITestOutputHelper output)
{
    // NODE_FAULT_RUNS=300 for the long form.
    private static int Runs { get; } = int.TryParse(Environment.GetEnvironmentVariable("NODE_FAULT_RUNS"), CultureInfo.InvariantCulture, out int runs) ? runs : 2;

    [Fact]
    public async Task Node_behind_a_bad_provider_ends_where_one_behind_a_good_provider_does()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(inProcess: true);
        for (int round = 0; round < 3; round++)
        {
            await network.AddManyAsync(15);
            await network.SendAsync("reject");
            await network.CloseEpochAsync();
        }
        InputView last = await network.SendAsync("add 9");
        int faults = 0;
        for (int seed = 0; seed < Runs; seed++)
        {
            using var handler = new FaultyL1(seed, 0.3, 8);
            await CompareAsync(network, last, handler);
            faults += handler.Faults;
        }
        output.WriteLine($"{Runs} runs, {faults} faults");
        faults.Should().BeGreaterThan(Runs);
    }

    [Fact]
    public async Task Node_comes_up_when_the_provider_does()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(inProcess: true);
        InputView input = await network.SendAsync("add 5");
        var log = new List<string>();
        using var provider = new DownAtFirst(30);
        await using RollupNode node = await StartAsync(network, () => provider, null, line =>
        {
            lock (log)
                log.Add(line);
        });
        using var client = new RollupNodeClient(node.Url, "app");

        (await client.WaitForInputAsync(input.Index, TestNetwork.Patience)).OutputsHash.Should().Be(input.OutputsHash);
        lock (log)
            log.Should().Contain(line => line.Contains("the node cannot start yet"));
    }

    [Fact]
    public async Task Node_gives_up_when_the_provider_stays_away_and_at_once_where_there_is_no_application()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(inProcess: true);
        using var provider = new DownAtFirst(int.MaxValue);
        NodeOptions options = network.Dev.Node.Options with { ClaimSigner = null, DatabaseFolder = null, Port = 0 };
        var clock = System.Diagnostics.Stopwatch.StartNew();
        NodeOptions nowhere = options with { StartPatience = TimeSpan.FromMinutes(5), Applications = [options.Applications[0] with { Address = Mnemonic.Dev.Key(3).Address }] };

        await FluentActions.Awaiting(() => RollupNode.StartAsync(options with { L1Handler = () => new Undisposed(provider), StartPatience = TimeSpan.FromMilliseconds(200) }))
            .Should().ThrowAsync<Rollup.Ethereum.Errors.EthereumException>();
        await FluentActions.Awaiting(() => RollupNode.StartAsync(nowhere)).Should().ThrowAsync<Rollup.Ethereum.Official.UnexpectedContractException>();
        clock.Elapsed.Should().BeLessThan(TimeSpan.FromMinutes(4), "waiting does not help");
    }

    [Fact]
    public async Task Claims_get_through_a_bad_provider()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(inProcess: true);
        RollupNode good = network.Dev.Node;
        await good.DisposeAsync();
        using var handler = new FaultyL1(1, 0.2, 50);
        await using RollupNode node = await StartAsync(network, () => handler, Mnemonic.Dev.Key(DevNetwork.OperatorIndex));
        using var client = new RollupNodeClient(node.Url, "app");
        for (int round = 0; round < 3; round++)
        {
            ulong index = await network.AddAsync("add 1");
            InputView input = await client.WaitForInputAsync(index, TestNetwork.Patience);
            await network.Dev.Chain.MinePastEpochAsync(input.BlockNumber, TestNetwork.EpochLength);

            (await client.WaitForClaimAsync(input.EpochIndex, TestNetwork.Patience)).Status.Should().Be(EpochStatus.ClaimAccepted);
        }
    }

    [Fact]
    public async Task Confirmations_hold_inputs_back()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(inProcess: true);
        await using RollupNode careful = await RollupNode.StartAsync(network.Dev.Node.Options with { ClaimSigner = null, Confirmations = 3, DatabaseFolder = null, Port = 0 });
        using var client = new RollupNodeClient(careful.Url, "app");
        InputView input = await network.SendAsync("add 1");

        await network.Dev.Chain.MineAsync(2);
        await Task.Delay(300);
        (await client.GetInputAsync(input.Index)).Should().BeNull();
        await network.Dev.Chain.MineAsync();
        (await client.WaitForInputAsync(input.Index, TestNetwork.Patience)).Status.Should().Be(InputStatus.Accepted);
    }

    private static async Task CompareAsync(TestNetwork network, InputView last, FaultyL1 handler)
    {
        await using RollupNode node = await StartAsync(network, () => handler, null);
        using var client = new RollupNodeClient(node.Url, "app");

        InputView same = await client.WaitForInputAsync(last.Index, TestNetwork.Patience);

        same.OutputsHash.Should().Be(last.OutputsHash);
        List<Hash32> expected = await HashesAsync(network.Client), actual = await HashesAsync(client);
        actual.Should().Equal(expected);
        foreach (EpochView epoch in (await network.Client.ListEpochsAsync(EpochStatus.ClaimAccepted, new PageRequest(50))).Data)
        {
            EpochView sameEpoch = await client.WaitForClaimAsync(epoch.Index, TestNetwork.Patience);
            (sameEpoch.Status, sameEpoch.OutputsMerkleRoot).Should().Be((EpochStatus.ClaimAccepted, epoch.OutputsMerkleRoot));
        }
    }

    // A provider may be down at the start too: the node waits for it.
    private static Task<RollupNode> StartAsync(TestNetwork network, Func<HttpMessageHandler> handler, ITransactionSigner? signer, Action<string>? log = null) =>
        RollupNode.StartAsync(network.Dev.Node.Options with
        {
            L1Handler = () => new Undisposed(handler()),
            ClaimSigner = signer,
            ClaimTimeout = TimeSpan.FromSeconds(3),
            FaultPauseMax = TimeSpan.FromMilliseconds(100),
            StartPatience = TimeSpan.FromMinutes(2),
            Logger = new Logs.LineLogger(log ?? (static _ => { })),
            Applications = [network.Dev.Node.Options.Applications[0] with { Guest = InProcessGuest.Factory(() => new CommandApplication()) }],
        });

    private static async Task<List<Hash32>> HashesAsync(RollupNodeClient client)
    {
        var hashes = new List<Hash32>();
        await foreach (OutputView output in client.AllOutputsAsync(new OutputFilter()))
            hashes.Add(output.Hash!.Value);
        return hashes;
    }

    /// <summary>Refuses the first requests, as a provider that is just being restarted.</summary>
    private sealed class DownAtFirst(int requests) : DelegatingHandler(new SocketsHttpHandler())
    {
        private int _left = requests;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Interlocked.Decrement(ref _left) >= 0 ? throw new HttpRequestException("connection refused") : base.SendAsync(request, cancellationToken);
    }

    // The node disposes its client and the client its handler; the die must go on.
    private sealed class Undisposed(HttpMessageHandler inner) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _inner = new(inner, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _inner.SendAsync(request, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
