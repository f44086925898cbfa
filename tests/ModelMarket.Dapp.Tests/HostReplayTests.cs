using ModelMarket.Core;
using Replay;
using Rollup.Node.GuestHost;

namespace ModelMarket.Dapp.Tests;

/// <summary>The same inputs on every host: every output, report and state root is the same bytes.</summary>
public sealed class HostReplayTests
{
    public static TheoryData<string> Hosts => [DappHosts.Jit, DappHosts.NativeX64, DappHosts.NativeArm64, DappHosts.Box64];

    [SkippableTheory]
    [MemberData(nameof(Hosts))]
    public async Task Story_replays_to_the_same_bytes(string host)
    {
        var recording = Stories.Record(Stories.PaidJob());
        recording.Inputs.Should().OnlyContain(input => input.Status == GuestStatus.Accepted);
        recording.Inputs.Sum(input => input.Outputs.Count).Should().BeGreaterThan(7, "three payments, a refund and their notices");

        (await ReplayRunner.ReplayAsync(DappHosts.Options(host), recording, CancellationToken.None)).Should().BeNull();
    }

    [SkippableFact]
    public void Story_recording_is_written_on_demand()
    {
        var folder = Environment.GetEnvironmentVariable("MODELMARKET_WRITE_RECORDINGS");
        Skip.If(string.IsNullOrEmpty(folder), "on demand: MODELMARKET_WRITE_RECORDINGS names the folder");
        Stories.Record(Stories.PaidJob()).Write(Path.Combine(folder, "story.jsonl"));
        ReplayRunner.Replay(NewDapp(), Recording.Read(Path.Combine(folder, "story.jsonl"))).Should().BeNull();
    }

    private static MarketApplication NewDapp() => new(new Market(Genesis.Dev));
}
