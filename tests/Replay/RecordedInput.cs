using Rollup.Node.GuestHost;
using Rollup.Primitives.Rollups;

namespace Replay;

/// <summary>An input with everything a guest answered to it.</summary>
/// <param name="Input">The input.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Outputs">Encoded outputs in order.</param>
/// <param name="Reports">Reports in order.</param>
/// <param name="State">Reports of the recording's inspect question after the input.</param>
public sealed record RecordedInput(
    EvmAdvance Input,
    GuestStatus Status,
    IReadOnlyList<byte[]> Outputs,
    IReadOnlyList<byte[]> Reports,
    IReadOnlyList<byte[]> State)
{
    /// <summary>The first thing that differs, in words; null when nothing does.</summary>
    public string? DifferenceTo(RecordedInput other)
    {
        if (Status != other.Status)
        {
            return $"status {Status}, expected {other.Status}";
        }

        return Difference("output", Outputs, other.Outputs) ?? Difference("report", Reports, other.Reports) ?? Difference("state report", State, other.State);
    }

    private static string? Difference(string what, IReadOnlyList<byte[]> actual, IReadOnlyList<byte[]> expected)
    {
        for (var i = 0; i < Math.Min(actual.Count, expected.Count); i++)
        {
            if (!actual[i].AsSpan().SequenceEqual(expected[i]))
            {
                return $"{what} {i} is {Shown(actual[i])}, expected {Shown(expected[i])}";
            }
        }

        return actual.Count == expected.Count ? null : $"{actual.Count} {what}s, expected {expected.Count}";
    }

    private static string Shown(byte[] bytes)
    {
        var text = new string(Array.ConvertAll(bytes, b => b is >= 32 and < 127 ? (char)b : '.'));
        return $"{bytes.Length} bytes \"{(text.Length > 400 ? text[..400] + "…" : text)}\"";
    }
}
