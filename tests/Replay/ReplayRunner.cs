using System.Text;
using Rollup.Guest;
using Rollup.Guest.Testing;
using Rollup.Node.GuestHost;
using Rollup.Primitives.Rollups;

namespace Replay;

/// <summary>Drives a guest through inputs: as a process over the rollup HTTP API, or in process.</summary>
public static class ReplayRunner
{
    /// <summary>Records what the guest process answers to each input.</summary>
    public static async Task<Recording> RecordAsync(GuestOptions guest, string question, IEnumerable<EvmAdvance> inputs, CancellationToken cancellation)
    {
        await using var session = await GuestSession.StartAsync(guest, cancellation);
        var recorded = new List<RecordedInput>();
        foreach (var input in inputs)
        {
            recorded.Add(await AnswerAsync(session, question, input, cancellation));
        }

        return new Recording(question, recorded);
    }

    /// <summary>Records what an application answers in this process.</summary>
    public static Recording Record(IRollupApplication application, string question, IEnumerable<EvmAdvance> inputs)
    {
        var tester = new RollupTester(application);
        return new Recording(question, [.. inputs.Select(input => Answer(tester, question, input))]);
    }

    /// <summary>Replays a recording on a guest process.</summary>
    /// <returns>The first difference in words; null when every byte is the same.</returns>
    public static async Task<string?> ReplayAsync(GuestOptions guest, Recording recording, CancellationToken cancellation)
    {
        await using var session = await GuestSession.StartAsync(guest, cancellation);
        foreach (var expected in recording.Inputs)
        {
            var actual = await AnswerAsync(session, recording.Question, expected.Input, cancellation);
            if (actual.DifferenceTo(expected) is { } difference)
            {
                return $"input {expected.Input.Index}: {difference}";
            }
        }

        return null;
    }

    /// <summary>Replays a recording in this process.</summary>
    /// <returns>The first difference in words; null when every byte is the same.</returns>
    public static string? Replay(IRollupApplication application, Recording recording)
    {
        var tester = new RollupTester(application);
        foreach (var expected in recording.Inputs)
        {
            if (Answer(tester, recording.Question, expected.Input).DifferenceTo(expected) is { } difference)
            {
                return $"input {expected.Input.Index}: {difference}";
            }
        }

        return null;
    }

    private static async Task<RecordedInput> AnswerAsync(GuestSession session, string question, EvmAdvance input, CancellationToken cancellation)
    {
        var result = await session.AdvanceAsync(input, cancellation);
        var state = await session.InspectAsync(Encoding.UTF8.GetBytes(question), cancellation);
        return new RecordedInput(input, result.Status, result.Outputs, result.Reports, state.Reports);
    }

    private static RecordedInput Answer(RollupTester tester, string question, EvmAdvance input)
    {
        var result = tester.Send(input);
        var status = result.IsAccepted ? GuestStatus.Accepted : GuestStatus.Rejected;
        var state = tester.Inspect(Encoding.UTF8.GetBytes(question));
        return new RecordedInput(input, status, [.. result.Outputs.Select(output => output.Encode())], result.Reports, state);
    }
}
