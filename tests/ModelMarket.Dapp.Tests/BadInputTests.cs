using System.Text;
using System.Text.Json;
using ModelMarket.Contracts;
using ModelMarket.Core;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Tests.Stories;
using Rollup.Node.GuestHost;
using Rollup.Primitives;
using static ModelMarket.Core.Tests.Stories.MarketStory;

namespace ModelMarket.Dapp.Tests;

/// <summary>Bad input over the rollup HTTP API: accepted (so that the report survives), one report with code and hint, the same state,
/// and the next input works.</summary>
public sealed class BadInputTests : IClassFixture<BadInputTests.OpenJob>
{
    private readonly OpenJob _job;

    public BadInputTests(OpenJob job) => _job = job;

    public static TheoryData<string, RejectCode> Cases => new()
    {
        { "empty", RejectCode.PayloadEmpty },
        { "three bytes", RejectCode.SelectorUnknown },
        { "unknown selector", RejectCode.SelectorUnknown },
        { "truncated", RejectCode.PayloadMalformed },
        { "trailing byte", RejectCode.PayloadMalformed },
        { "trailing word", RejectCode.PayloadMalformed },
        { "dirty padding", RejectCode.PayloadMalformed },
        { "65,217 bytes", RejectCode.PayloadTooLarge },
        { "money statement of a stranger", RejectCode.NotEscrow },
        { "unknown job", RejectCode.JobUnknown },
        { "nothing due", RejectCode.NothingToDo },
        { "reveal without commitment", RejectCode.CommitmentUnknown },
        { "block nobody wants", RejectCode.BlockNotWanted },
        { "block of another hash", RejectCode.BlockHashMismatch },
        { "no blocks", RejectCode.BlocksEmpty },
        { "malformed cid", RejectCode.CidMalformed },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Bad_input_is_answered_and_changes_nothing(string name, RejectCode code)
    {
        var before = await _job.StateAsync();
        var result = await _job.SendAsync(Stranger, Payload(name));

        result.Status.Should().Be(GuestStatus.Accepted);
        result.Outputs.Should().BeEmpty();
        var report = JsonSerializer.Deserialize(result.Reports.Single(), MarketJson.Default.RejectionReport)!;
        report.Name.Should().Be(code.ToString());
        report.Code.Should().Be((ushort)code);
        report.Hint.Should().NotBeEmpty();
        (await _job.StateAsync()).Should().Be(before);

        var next = await _job.SendAsync(Ada, new MarketInputs.CommitCall(1, 0, Keccak256.Hash([1])).Encode());
        Encoding.UTF8.GetString(next.Reports.Single()).Should().StartWith("{\"type\":\"accepted\"", "the next input works");
        _job.Session.RestartCount.Should().Be(0);
    }

    [Fact]
    public async Task Random_payloads_change_nothing_and_end_nothing()
    {
        var random = new Random(7);
        var before = await _job.StateAsync();
        var good = Payload("unknown job");
        for (var i = 0; i < 300; i++)
        {
            var payload = i % 2 == 0 ? new byte[random.Next(300)] : [.. good];
            random.NextBytes(i % 2 == 0 ? payload : payload.AsSpan(4 + random.Next(payload.Length - 4)));
            (await _job.SendAsync(Stranger, payload)).Status.Should().Be(GuestStatus.Accepted);
        }

        (await _job.StateAsync()).Should().Be(before);
        _job.Session.RestartCount.Should().Be(0);
    }

    private static byte[] Payload(string name)
    {
        var weights = StoryFile.Of(TinyFiles.Weights(0.3f));
        var wanted = StoryFile.Of(TinyFiles.Weights(0.2f));
        var tick = new MarketInputs.TickCall(99).Encode();
        var foreign = new Block(weights.Blocks[0].Cid.Encode(), weights.Blocks[0].Data.ToArray());
        return name switch
        {
            "empty" => [],
            "three bytes" => tick[..3],
            "unknown selector" => [0xde, 0xad, 0xbe, 0xef, .. tick[4..]],
            "truncated" => tick[..^1],
            "trailing byte" => [.. tick, 0],
            "trailing word" => [.. tick, .. new byte[32]],
            "dirty padding" => [.. tick[..4], 1, .. tick[5..]],
            "65,217 bytes" => new byte[65_217],
            "money statement of a stranger" => new MarketInputs.ToppedUpCall(1, new Deposit(9, Stranger, 0, 1)).Encode(),
            "unknown job" => tick,
            "nothing due" => new MarketInputs.TickCall(1).Encode(),
            "reveal without commitment" => new MarketInputs.RevealCall(1, 0, weights.Root.Encode(), weights.Size, Hash32.Zero).Encode(),
            "block nobody wants" => new MarketInputs.PutBlocksCall([foreign]).Encode(),
            "block of another hash" => new MarketInputs.PutBlocksCall([new Block(wanted.Blocks[0].Cid.Encode(), foreign.Data)]).Encode(),
            "no blocks" => new MarketInputs.PutBlocksCall([]).Encode(),
            "malformed cid" => new MarketInputs.SubmitCall(1, [1, 2, 3], 10).Encode(),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
        };
    }

    /// <summary>The dapp as a process with one open job.</summary>
    public sealed class OpenJob : IAsyncLifetime
    {
        private ulong _nextIndex;

        public GuestSession Session { get; private set; } = null!;

        private MarketStory Story { get; } = new MarketStory().Funded(1_000, terms => terms with { MaxSubmissions = 64 }).Prepared()
            .SubmittedDirectly(Ben, StoryFile.Of(TinyFiles.Weights(0.2f)));

        public async Task InitializeAsync()
        {
            Session = await GuestSession.StartAsync(DappHosts.Options(DappHosts.Jit), CancellationToken.None);
            foreach (var input in Stories.Inputs(Story))
            {
                (await Session.AdvanceAsync(input, CancellationToken.None)).IsAccepted.Should().BeTrue();
                _nextIndex++;
            }
        }

        public async Task DisposeAsync() => await Session.DisposeAsync();

        public Task<GuestResult> SendAsync(Address sender, byte[] payload) =>
            Session.AdvanceAsync(
                Stories.Input(Story.Inputs[^1].Context with { Sender = sender, InputIndex = _nextIndex++ }, payload), CancellationToken.None);

        public async Task<Hash32> StateAsync()
        {
            var answer = await Session.InspectAsync("state"u8.ToArray(), CancellationToken.None);
            return JsonSerializer.Deserialize(answer.Reports.Single(), MarketJson.Default.StateView)!.Root;
        }
    }
}
