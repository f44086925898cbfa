using System.Diagnostics;
using System.Globalization;
using System.Net;
using Rollup.Node.GuestHost;
using Rollup.Node.Guests;
using Rollup.Node.Verification;
using TestGuest;
using Xunit.Abstractions;

namespace Rollup.Node.Tests;

/// <summary>
/// The node under load. Small by default, so that a collapse is noticed; <c>NODE_LOAD_INPUTS=10000</c> (and <c>NODE_MEMORY_INPUTS=100000</c>) give the figures
/// on an idle machine: <c>NODE_LOAD_INPUTS=10000 dotnet test tests/Rollup.Node.Tests --filter NodeLoadTests --logger "console;verbosity=detailed"</c>.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class NodeLoadTests(ITestOutputHelper output)
{
    private const int SmallInputs = 300;
    private const int SmallMemoryInputs = 2_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private static int Inputs { get; } = Number("NODE_LOAD_INPUTS", SmallInputs);

    private static int MemoryInputs { get; } = Number("NODE_MEMORY_INPUTS", SmallMemoryInputs);

    private static bool IsMeasured => Inputs > SmallInputs;

    [Fact]
    public async Task Inputs_are_worked_through_faster_than_by_derolls_loop()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(inProcess: true);
        await network.Dev.Node.DisposeAsync();
        await FillAsync(network, Inputs);

        double deroll = await RateAsync(network, ProcessGuest.Factory(new GuestOptions("node", [NodeScript.PathOf("deroll.mjs")])));
        double http = await RateAsync(network, ProcessGuest.Factory(TestNetwork.GuestOptions));
        double inProcess = await RateAsync(network, InProcessGuest.Factory(() => new CommandApplication()));
        ReplayReport replay = await ReplayVerifier.RunAsync(new ReplayOptions
        {
            L1Url = network.Dev.Anvil.Url,
            Application = network.Dev.Deployed.Application,
            Guest = InProcessGuest.Factory(() => new CommandApplication()),
        });

        Figure($"{Inputs} inputs: deroll {deroll:0}/s, C# over HTTP {http:0}/s ({http / deroll:0.00} x), C# in process {inProcess:0}/s ({inProcess / deroll:0.00} x)");
        Figure($"replay of {replay.InputCount} inputs: {replay.InputCount / replay.Elapsed.TotalSeconds:0}/s, {replay.CalldataBytes / 1e6 / replay.Elapsed.TotalSeconds:0.00} MB/s");
        replay.InputCount.Should().Be((ulong)Inputs);
        if (IsMeasured)
        {
            inProcess.Should().BeGreaterThan(http);
            (inProcess / deroll).Should().BeGreaterThanOrEqualTo(3);
            (http / deroll).Should().BeGreaterThanOrEqualTo(1);
        }
    }

    [Fact]
    public async Task Thousand_questions_at_once_while_inputs_flow_are_all_answered_or_told_to_come_again()
    {
        await using TestNetwork network = await TestNetwork.StartAsync();
        Task flowing = FillAsync(network, Math.Min(Inputs, 2_000));
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1_000 }) { Timeout = Patience };
        var url = new Uri(network.Dev.Node.Url, "inspect/app");

        (HttpStatusCode Status, bool HasRetry, double Milliseconds)[] answers = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => AskAsync(http, url)));

        await flowing;
        double[] times = [.. answers.Select(answer => answer.Milliseconds).Order()];
        int busy = answers.Count(answer => answer.Status == HttpStatusCode.ServiceUnavailable);
        Figure($"1,000 questions at once: {answers.Length - busy} answered, {busy} told to come again, p50 {times[500]:0} ms, p99 {times[990]:0} ms");
        answers.Should().OnlyContain(answer => answer.Status == HttpStatusCode.OK || (answer.Status == HttpStatusCode.ServiceUnavailable && answer.HasRetry));
        answers.Count(answer => answer.Status == HttpStatusCode.OK).Should().BePositive();
    }

    [Fact]
    public async Task Memory_stays_flat_however_many_inputs_there_are()
    {
        await using TestNetwork network = await TestNetwork.StartAsync();
        await network.Dev.Chain.SetAutomineAsync(false);
        int piece = Math.Max(MemoryInputs / 10, 1);
        var memory = new List<long>();
        for (int i = 1; i <= 10; i++)
        {
            await FillAsync(network, piece);
            await network.Client.WaitForInputAsync((ulong)(piece * i) - 1, Patience);
            memory.Add(GC.GetTotalMemory(forceFullCollection: true));
            output.WriteLine($"{piece * i} inputs: {memory[^1] / 1e6:0.0} MB managed");
        }

        Figure($"memory after {piece}, {piece * 5}, {piece * 10} inputs: {memory[0] / 1e6:0.0}, {memory[4] / 1e6:0.0}, {memory[9] / 1e6:0.0} MB");
        // The outputs tree keeps a hash per output for proofs: 32 bytes and the nodes above.
        const long BytesPerInput = 200;
        memory[9].Should().BeLessThan(memory[0] + (8 << 20) + (BytesPerInput * piece * 9));
    }

    private static async Task FillAsync(TestNetwork network, int count)
    {
        await network.Dev.Chain.SetAutomineAsync(false);
        const int PieceMax = 1_000;
        for (int left = count; left > 0; left -= PieceMax)
        {
            await network.SubmitManyAsync(Math.Min(left, PieceMax));
            while (await network.Dev.Chain.PendingAsync() > 0)
                await network.Dev.Chain.MineAsync();
            if (left >= PieceMax)
                await network.Dev.Chain.MineAsync(8); // empty ones: full blocks raise the base fee by an eighth each
        }
    }

    // From a tenth of the inputs on, so that the guest's start does not count.
    private static async Task<double> RateAsync(TestNetwork network, GuestFactory guest)
    {
        NodeOptions options = network.Dev.Node.Options with
        {
            Applications = [network.Dev.Node.Options.Applications[0] with { Guest = guest }],
            ClaimSigner = null,
        };
        await using RollupNode node = await RollupNode.StartAsync(options);
        using var client = new Client.RollupNodeClient(node.Url, "app");
        ulong first = await ReachAsync(client, (ulong)Inputs / 10);
        var clock = Stopwatch.StartNew();
        ulong last = await ReachAsync(client, (ulong)Inputs);
        return (last - first) / clock.Elapsed.TotalSeconds;
    }

    private static async Task<ulong> ReachAsync(Client.RollupNodeClient client, ulong count)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            ulong processed = await client.GetProcessedInputCountAsync();
            if (processed >= count)
                return processed;
            clock.Elapsed.Should().BeLessThan(Patience);
            await Task.Delay(10);
        }
    }

    private static async Task<(HttpStatusCode Status, bool HasRetry, double Milliseconds)> AskAsync(HttpClient http, Uri url)
    {
        long started = Stopwatch.GetTimestamp();
        using HttpResponseMessage response = await http.PostAsync(url, new ByteArrayContent("what"u8.ToArray()));
        await response.Content.ReadAsByteArrayAsync();
        return (response.StatusCode, response.Headers.RetryAfter is not null, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    private void Figure(FormattableString text) => output.WriteLine($"figure: {text.ToString(CultureInfo.InvariantCulture)}");

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int number) ? number : otherwise;
}
