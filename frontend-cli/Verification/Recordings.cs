using System.Text.Json;
using Rollup.Primitives;

namespace ModelMarket.Cli.Verification;

/// <summary>Writes a replay as JSON lines: a header, then one line per input with everything the dapp answered. `tests/Replay` plays it on other builds.</summary>
internal static class Recordings
{
    /// <summary>The inspection whose answer is recorded after every input: it holds the state root.</summary>
    public const string Question = "state";

    private const int Version = 1;

    /// <summary>Writes the file.</summary>
    public static async Task WriteAsync(string path, IReadOnlyList<ReplayedInput> inputs, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(path) { NewLine = "\n" };
        await writer.WriteLineAsync(JsonSerializer.Serialize(new RecordingHeader(Version, Question), RecordingJson.Default.RecordingHeader).AsMemory(), cancellation);
        foreach (var input in inputs)
        {
            var line = new RecordingLine(
                Hex.Encode(input.Input.Encode()), input.Result.Status.ToString(), Texts(input.Result.Outputs), Texts(input.Result.Reports), Texts(input.State));
            await writer.WriteLineAsync(JsonSerializer.Serialize(line, RecordingJson.Default.RecordingLine).AsMemory(), cancellation);
        }
    }

    private static string[] Texts(IReadOnlyList<byte[]> items) => [.. items.Select(item => Hex.Encode(item))];
}
