using System.Text.Json;
using Rollup.Node.GuestHost;
using Rollup.Node.Guests;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace ModelMarket.Cli.Verification;

/// <summary>
/// Writes what a guest answers as JSON lines: a header, then one line per input with outputs, reports and the answer to <see cref="Question"/> afterwards.
/// `tests/Replay` plays it on other builds.
/// </summary>
internal sealed class ReplayRecorder : IAsyncDisposable
{
    /// <summary>The inspection whose answer is recorded after every input: it holds the state root.</summary>
    public const string Question = "state";

    private const int Version = 1;

    private readonly StreamWriter _writer;
    private ulong _next;

    /// <summary>Begins the file.</summary>
    public ReplayRecorder(string path)
    {
        _writer = new StreamWriter(path) { NewLine = "\n" };
        _writer.WriteLine(JsonSerializer.Serialize(new RecordingHeader(Version, Question), RecordingJson.Default.RecordingHeader));
    }

    /// <summary>A guest that is recorded; it must begin at its first input.</summary>
    public GuestFactory Around(GuestFactory guest) => async (past, cancellation) => new RecordedGuest(await guest(past, cancellation), this);

    /// <summary>Writes one input.</summary>
    /// <exception cref="IOException">It is not the next one: the chain went back meanwhile.</exception>
    public async Task WriteAsync(EvmAdvance input, GuestResult result, IReadOnlyList<byte[]> state, CancellationToken cancellation)
    {
        if (input.Index != _next)
        {
            throw new IOException($"The recording is at input {_next} and was given input {input.Index}: L1 was reorganised meanwhile, record again.");
        }

        var line = new RecordingLine(Hex.Encode(input.Encode()), result.Status.ToString(), Texts(result.Outputs), Texts(result.Reports), Texts(state));
        await _writer.WriteLineAsync(JsonSerializer.Serialize(line, RecordingJson.Default.RecordingLine).AsMemory(), cancellation);
        _next++;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private static string[] Texts(IReadOnlyList<byte[]> items) => [.. items.Select(item => Hex.Encode(item))];
}
