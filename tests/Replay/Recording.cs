using System.Text.Json;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace Replay;

/// <summary>A file of JSON lines: a header with the inspect question, then one line per input. Bytes are <c>0x…</c>.</summary>
/// <param name="Question">Inspect payload (text) whose answer is recorded after every input.</param>
/// <param name="Inputs">The inputs in order.</param>
public sealed record Recording(string Question, IReadOnlyList<RecordedInput> Inputs)
{
    private const int Version = 1;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">The file is no recording.</exception>
    public static Recording Read(string path)
    {
        using var lines = File.ReadLines(path).GetEnumerator();
        if (!lines.MoveNext())
        {
            throw new InvalidDataException($"{path} is empty.");
        }

        var header = Parse(lines.Current, RecordingJson.Default.RecordingHeader, path);
        if (header.Recording != Version)
        {
            throw new InvalidDataException($"{path} is a recording of version {header.Recording}; {Version} is understood.");
        }

        var inputs = new List<RecordedInput>();
        while (lines.MoveNext())
        {
            inputs.Add(ToInput(Parse(lines.Current, RecordingJson.Default.RecordingLine, path), path));
        }

        return new Recording(header.Question, inputs);
    }

    /// <summary>Writes a file.</summary>
    public void Write(string path)
    {
        using var writer = new StreamWriter(path) { NewLine = "\n" };
        writer.WriteLine(JsonSerializer.Serialize(new RecordingHeader(Version, Question), RecordingJson.Default.RecordingHeader));
        foreach (var input in Inputs)
        {
            var line = new RecordingLine(
                Hex.Encode(input.Input.Encode()), input.Status, ToHex(input.Outputs), ToHex(input.Reports), ToHex(input.State));
            writer.WriteLine(JsonSerializer.Serialize(line, RecordingJson.Default.RecordingLine));
        }
    }

    private static T Parse<T>(string line, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, string path)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(line, type) ?? throw new InvalidDataException($"{path} has a line that is null.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path} is no recording: {error.Message}", error);
        }
    }

    private static RecordedInput ToInput(RecordingLine line, string path) =>
        Hex.TryDecode(line.Input, out var blob) && EvmAdvance.TryDecode(blob, out var input)
            ? new RecordedInput(input, line.Status, FromHex(line.Outputs), FromHex(line.Reports), FromHex(line.State))
            : throw new InvalidDataException($"{path} has an input that is no EvmAdvance blob.");

    private static string[] ToHex(IReadOnlyList<byte[]> items) => [.. items.Select(item => Hex.Encode(item))];

    private static byte[][] FromHex(IReadOnlyList<string> items) => [.. items.Select(item => Hex.Decode(item))];
}
