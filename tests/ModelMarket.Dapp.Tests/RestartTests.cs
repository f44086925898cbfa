using System.Text.Json;
using ModelMarket.Core;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Tests.Stories;
using Rollup.Ethereum.Official;
using Rollup.Guest;
using Rollup.Node;
using Rollup.Node.Client;
using Rollup.Node.Dev;
using Rollup.Node.GuestHost;
using Rollup.Node.Guests;
using Rollup.Node.Rpc;
using Rollup.Node.Verification;
using Rollup.Primitives;

namespace ModelMarket.Dapp.Tests;

/// <summary>A real node around the real dapp that is stopped in the middle of a job: it goes on from the saved state, and nobody can tell.</summary>
public sealed class RestartTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("market-restart-").FullName;
    private readonly List<ProcessGuest> _guests = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>With the dapp as a developer runs it, and as it is published.</summary>
    [SkippableTheory]
    [InlineData(DappHosts.Jit)]
    [InlineData(DappHosts.NativeX64)]
    public async Task Node_stopped_while_models_are_scored_goes_on_without_a_replay_and_gives_the_same_outputs(string host)
    {
        MarketStory story = Stories.LongJob(out StoryFile weights);
        await using DevNetwork network = await StartAsync(DappHosts.Options(host, RollupLoop.SnapshotArgument));
        int sent = 0;

        sent = await SendAsync(network, story.Ticked(), sent);
        (await JobAsync(network)).Prepared.Should().BeNull("the initial model takes more than one input");
        await RestartAsync(network, (ulong)sent);
        sent = await SendAsync(network, story.Ticked().Ticked().SubmittedDirectly(MarketStory.Ada, weights).Delivered(weights).Ticked(), sent);
        (await SubmissionAsync(network)).Status.Should().Be(SubmissionStatus.Scoring);
        await RestartAsync(network, (ulong)sent);
        System.Diagnostics.Process.GetProcessById(_guests[^1].ProcessId!.Value).Kill(entireProcessTree: true);
        sent = await SendAsync(network, story.Ticked().Ticked(), sent);
        DecisionView? decision = (await SubmissionAsync(network)).Decision;
        (decision?.Outcome, decision?.Score).Should().Be((story.Submission(0).Decision!.Outcome, story.Submission(0).Decision!.Score));
        _guests.Should().OnlyContain(guest => guest.ReplayedCount == 0, "every life began with a saved state");

        (await network.CloseEpochAsync(Patience))!.Status.Should().Be(EpochStatus.ClaimAccepted);
        await RequireUndisturbedAsync(network);
    }

    /// <summary>The same inputs through one market in this process, and a replay from L1 through a dapp that is never stopped.</summary>
    private static async Task RequireUndisturbedAsync(DevNetwork network)
    {
        var inputs = new List<Rollup.Primitives.Rollups.EvmAdvance>();
        await foreach (InputView input in network.Client.AllInputsAsync(new InputFilter()))
        {
            input.Status.Should().Be(InputStatus.Accepted);
            Rollup.Primitives.Rollups.EvmAdvance.TryDecode(input.RawData, out var advance).Should().BeTrue();
            inputs.Add(advance!);
        }

        var once = Replay.ReplayRunner.Record(new MarketApplication(new Market(Genesis.Dev)), "state", inputs);
        var reports = new List<string>();
        await foreach (ReportView report in network.Client.AllReportsAsync(new ReportFilter())) reports.Add(Hex.Encode(report.RawData));
        reports.Should().Equal(once.Inputs.SelectMany(input => input.Reports).Select(report => Hex.Encode(report)));
        var outputs = new List<string>();
        await foreach (OutputView output in network.Client.AllOutputsAsync(new OutputFilter())) outputs.Add(Hex.Encode(output.RawData));
        outputs.Should().Equal(once.Inputs.SelectMany(input => input.Outputs).Select(output => Hex.Encode(output)));

        ReplayReport verified = await ReplayVerifier.RunAsync(new ReplayOptions
        {
            L1Url = network.Anvil.Url,
            Application = network.Deployed.Application,
            Guest = ProcessGuest.Factory(DappHosts.Options(DappHosts.Jit)),
        });
        verified.Claims.Should().NotBeEmpty();
        verified.IsMatch.Should().BeTrue();
    }

    private Task<DevNetwork> StartAsync(GuestOptions dapp) => DevNetwork.StartAsync(new DevNetworkOptions
    {
        Guest = async (past, cancellation) =>
        {
            ProcessGuest guest = await ProcessGuest.StartAsync(dapp, past, cancellation);
            _guests.Add(guest);
            return guest;
        },
        DatabaseFolder = _folder,
        Snapshots = SnapshotPolicy.EveryInput,
    });

    /// <summary>What the story's people sent since is sent on L1: by the escrow of this application where it was the escrow.</summary>
    private static async Task<int> SendAsync(DevNetwork network, MarketStory story, int sent)
    {
        Address application = network.Deployed.Application;
        for (; sent < story.Inputs.Count; sent++)
        {
            Address sender = story.Inputs[sent].Context.Sender;
            sender = sender == MarketStory.Escrow ? EscrowAddress.Of(application) : sender;
            await network.Chain.SetBalanceAsync(sender, UInt128.One << 80);
            await network.Chain.ImpersonateAsync(sender);
            await network.Chain.SendAsAsync(sender, OfficialAddresses.InputBox, InputBoxContract.AddInput(application, story.Inputs[sent].Payload));
        }

        await network.Client.WaitForInputAsync((ulong)sent - 1, Patience);
        return sent;
    }

    private async Task RestartAsync(DevNetwork network, ulong inputs)
    {
        for (int look = 0; look < 600 && Directory.GetFiles(_folder, $"{inputs}-*.state", SearchOption.AllDirectories).Length == 0; look++) await Task.Delay(100);
        await network.RestartNodeAsync();
        (await network.Client.GetProcessedInputCountAsync()).Should().Be(inputs);
    }

    private static async Task<JobView> JobAsync(DevNetwork network) => JsonSerializer.Deserialize(await AskAsync(network, "jobs/1"), MarketJson.Default.JobView)!;

    private static async Task<SubmissionView> SubmissionAsync(DevNetwork network) =>
        JsonSerializer.Deserialize(await AskAsync(network, "jobs/1/submissions/0"), MarketJson.Default.SubmissionView)!;

    private static async Task<byte[]> AskAsync(DevNetwork network, string path) =>
        [.. (await network.Client.InspectAsync(System.Text.Encoding.UTF8.GetBytes(path))).Reports.SelectMany(report => report)];
}
