using ModelMarket.Core;
using Replay;
using Rollup.Node.GuestHost;

namespace ModelMarket.Dapp.Tests;

/// <summary>The same inputs on every host: every output, report and state root is the same bytes.</summary>
public sealed class HostReplayTests
{
    public static TheoryData<string> Hosts => [DappHosts.Jit, DappHosts.NativeX64, DappHosts.NativeArm64, DappHosts.Box64];

    public static TheoryData<string> Recordings => new(RecordingFiles.Select(file => Path.GetFileName(file)!));

    private static string[] RecordingFiles => Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "recordings"), "*.jsonl");

    [SkippableTheory]
    [MemberData(nameof(Hosts))]
    public async Task Story_replays_to_the_same_bytes(string host)
    {
        var recording = Stories.Record(Stories.PaidJob());
        recording.Inputs.Should().OnlyContain(input => input.Status == GuestStatus.Accepted);
        recording.Inputs.Sum(input => input.Outputs.Count).Should().BeGreaterThan(7, "three payments, a refund and their notices");

        (await ReplayRunner.ReplayAsync(DappHosts.Options(host), recording, CancellationToken.None)).Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Recorded_inputs_replay_to_the_same_bytes_in_this_process(string file)
    {
        var recording = Recording.Read(Path.Combine(AppContext.BaseDirectory, "recordings", file));
        ReplayRunner.Replay(new MarketApplication(new Market(Genesis.Dev)), recording).Should().BeNull("else regenerate: see tests/vectors/recordings/README.md");
    }
}
