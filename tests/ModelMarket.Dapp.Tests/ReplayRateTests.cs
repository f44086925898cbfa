using System.Globalization;
using ModelMarket.Contracts;
using ModelMarket.Core;
using ModelMarket.Core.Tests.Stories;
using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Official;
using Rollup.Guest;
using Rollup.Node.Dev;
using Rollup.Node.Guests;
using Rollup.Node.Verification;
using Rollup.Primitives;
using Xunit.Abstractions;

namespace ModelMarket.Dapp.Tests;

/// <summary>
/// How fast <c>verify</c> replays a market's life from L1, and in how much memory. On demand: MODELMARKET_REPLAY="10000 500" names inputs and
/// evaluations, MODELMARKET_REPLAY_HOST how the dapp runs.
/// </summary>
public sealed class ReplayRateTests(ITestOutputHelper output)
{
    private const int EvaluationsPerJob = 250;
    private const int Features = 8;
    private const int Rows = 500;
    private const ulong BlockGas = 20_000_000;
    private const uint Day = 86_400;

    private static readonly byte[] Model = TinyFiles.DeepModel(Features, 256);

    [SkippableFact]
    public async Task Replay_of_a_market_s_life_equals_every_claim()
    {
        var asked = Environment.GetEnvironmentVariable("MODELMARKET_REPLAY");
        Skip.If(string.IsNullOrEmpty(asked), "on demand: MODELMARKET_REPLAY names inputs and evaluations");
        int[] size = [.. asked.Split(' ').Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
        await using DevNetwork network = await DevNetwork.StartAsync(new DevNetworkOptions
        {
            Guest = InProcessGuest.Factory(() => new MarketApplication(new Market(Genesis.Dev))),
            EpochLength = 50,
        });
        int count = await LiveAsync(network, size[0], size[1]);
        await network.CloseEpochAsync(TimeSpan.FromMinutes(30));

        ReplayReport report = await MeasureAsync(network);

        report.IsMatch.Should().BeTrue();
        report.Claims.Should().NotBeEmpty();
        ((int)report.InputCount, (int)report.AcceptedInputCount).Should().Be((count, count));
    }

    private async Task<ReplayReport> MeasureAsync(DevNetwork network)
    {
        ProcessGuest? guest = null;
        long dappPeak = 0, ownPeak = 0, own = Environment.WorkingSet;
        ReplayReport report = await ReplayVerifier.RunAsync(new ReplayOptions
        {
            L1Url = network.Anvil.Url,
            Application = network.Deployed.Application,
            Guest = async (past, cancellation) => guest = await ProcessGuest.StartAsync(DappHosts.Options(Host(), RollupLoop.SnapshotArgument), past, cancellation),
            Progress = new Listener(() =>
            {
                ownPeak = Math.Max(ownPeak, Environment.WorkingSet);
                if (guest?.ProcessId is { } id && File.Exists($"/proc/{id}/statm")) dappPeak = Math.Max(dappPeak, ResidentBytes(id));
            }),
        });
        double seconds = report.Elapsed.TotalSeconds, mega = 1 << 20;
        output.WriteLine(FormattableString.Invariant(
            $"figure: verify ({Host()}) replayed {report.InputCount} inputs, {report.CalldataBytes / mega:F1} MiB of calldata, in {seconds:F1} s: {report.InputCount / seconds:F0} inputs/s, {report.CalldataBytes / mega / seconds:F2} MiB/s; the dapp took {dappPeak / mega:F0} MiB at most, the verifying process grew by {Math.Max(0, ownPeak - own) / mega:F0} MiB"));
        return report;
    }

    private static string Host() => Environment.GetEnvironmentVariable("MODELMARKET_REPLAY_HOST") ?? DappHosts.Jit;

    private static long ResidentBytes(int process) =>
        long.Parse(File.ReadAllText($"/proc/{process}/statm").Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;

    /// <summary>Jobs with as many evaluations in all, each a submission, its block and a tick; between them keys are published and ticks come for nothing.</summary>
    private static async Task<int> LiveAsync(DevNetwork network, int inputs, int evaluations)
    {
        Address escrow = EscrowAddress.Of(network.Deployed.Application);
        StoryFile model = StoryFile.Of(Model), data = StoryFile.Of(TinyFiles.Data(Rows, Features));
        int jobs = (evaluations + EvaluationsPerJob - 1) / EvaluationsPerJob;
        await network.Chain.SetBalanceAsync(escrow, UInt128.One << 80);
        await network.Chain.ImpersonateAsync(escrow);
        using var sender = new Sender(network);
        for (ulong job = 1; job <= (ulong)jobs; job++)
        {
            var call = new MarketInputs.JobOpenedCall(job, MarketStory.Sponsor, MarketStory.Token, [new Deposit(job - 1, MarketStory.Sponsor, 0, 1_000)], uint.MaxValue, TermsOf(model, data).Encode());
            await network.Chain.SendAsAsync(escrow, OfficialAddresses.InputBox, InputBoxContract.AddInput(network.Deployed.Application, call.Encode()));
        }

        await sender.BeginAsync(jobs);
        foreach (StoryFile file in new[] { model, data }) await sender.AddAsync(BlocksOf(file));
        for (ulong job = 1; job <= (ulong)jobs; job++) await sender.AddAsync(new MarketInputs.TickCall(job).Encode());
        int rest = inputs - sender.Count - (3 * evaluations), between = rest / evaluations;
        for (int i = 0; i < evaluations; i++)
        {
            ulong job = 1 + ((ulong)i / EvaluationsPerJob);
            StoryFile weights = StoryFile.Of(TinyFiles.Scaled(Model, 1 + ((i + 1) / 1_000f)));
            await sender.AddAsync(new MarketInputs.SubmitCall(job, weights.Root.Encode(), weights.Size).Encode());
            await sender.AddAsync(BlocksOf(weights));
            await sender.AddAsync(new MarketInputs.TickCall(job).Encode());
            for (int filler = 0; filler < between; filler++) await sender.AddAsync(Filler(filler, job));
        }

        while (sender.Count < inputs) await sender.AddAsync(Filler(sender.Count, 1));
        await sender.EndAsync();
        return sender.Count;
    }

    private static byte[] Filler(int index, ulong job) =>
        index % 2 == 0 ? new MarketInputs.PublishKeyCall([2, .. new byte[32]]).Encode() : new MarketInputs.TickCall(job).Encode();

    private static byte[] BlocksOf(StoryFile file) => new MarketInputs.PutBlocksCall([.. file.Blocks.Select(block => new Block(block.Cid.Encode(), block.Data.ToArray()))]).Encode();

    private static JobTerms TermsOf(StoryFile model, StoryFile data) => MarketStory.Terms with
    {
        EvalBatchRows = 64,
        MaxSubmissions = EvaluationsPerJob,
        PrepareSeconds = 10 * Day,
        OpenSeconds = 60 * Day,
        RevealSeconds = 10 * Day,
        UploadSeconds = 10 * Day,
        ModelSize = model.Size,
        ModelCid = model.Root.Encode(),
        DataSize = data.Size,
        DataCid = data.Root.Encode(),
    };

    /// <summary>One account whose inputs fill blocks.</summary>
    private sealed class Sender(DevNetwork network) : IDisposable
    {
        private readonly Account _account = network.Account(0);
        private FeeEstimate _fees;
        private ulong _gas;

        public int Count { get; private set; }

        public async Task BeginAsync(int count)
        {
            Count = count;
            _fees = await network.L1.EstimateFeesAsync();
            await network.Chain.SetAutomineAsync(false);
        }

        public async Task AddAsync(byte[] payload)
        {
            ulong gas = 130_000 + (45 * (ulong)payload.Length);
            if (_gas + gas > BlockGas)
            {
                await network.Chain.MineAsync();
                _gas = 0;
            }

            _gas += gas;
            Count++;
            byte[] data = InputBoxContract.AddInput(network.Deployed.Application, payload);
            await _account.SubmitAsync(new TransactionRequest { To = OfficialAddresses.InputBox, Data = data, GasLimit = gas, Fees = _fees });
        }

        public async Task EndAsync()
        {
            while (await network.Chain.PendingAsync() > 0) await network.Chain.MineAsync();
            await network.Chain.SetAutomineAsync(true);
        }

        public void Dispose() => _account.Dispose();
    }

    private sealed class Listener(Action hear) : IProgress<ReplayProgress>
    {
        public void Report(ReplayProgress value) => hear();
    }
}
