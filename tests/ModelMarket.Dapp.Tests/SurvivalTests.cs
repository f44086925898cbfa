using System.Diagnostics;
using Replay;
using Rollup.Node.GuestHost;

namespace ModelMarket.Dapp.Tests;

public sealed class SurvivalTests
{
    [Fact]
    public async Task Dapp_killed_while_it_works_is_replayed_and_answers_the_same_bytes()
    {
        var recording = Stories.Record(Stories.PaidJob());
        await using var session = await GuestSession.StartAsync(DappHosts.Options(DappHosts.Jit), CancellationToken.None);
        for (var i = 0; i < recording.Inputs.Count; i++)
        {
            var expected = recording.Inputs[i];
            var working = session.AdvanceAsync(expected.Input, CancellationToken.None);
            if (i % 6 == 3)
            {
                Kill(session);
            }

            var result = await working;
            var state = await session.InspectAsync("state"u8.ToArray(), CancellationToken.None);
            new RecordedInput(expected.Input, result.Status, result.Outputs, result.Reports, state.Reports).DifferenceTo(expected).Should().BeNull($"input {i}");
        }

        session.RestartCount.Should().BeGreaterOrEqualTo(recording.Inputs.Count / 6);
    }

    private static void Kill(GuestSession session)
    {
        using var process = Process.GetProcessById(session.ProcessId!.Value);
        process.Kill();
    }
}
