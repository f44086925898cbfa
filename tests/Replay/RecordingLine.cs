using Rollup.Node.GuestHost;

namespace Replay;

/// <summary>One input of a recording, bytes as <c>0x…</c>.</summary>
/// <param name="Input">EvmAdvance blob.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Outputs">Encoded outputs.</param>
/// <param name="Reports">Reports.</param>
/// <param name="State">Answer to the recording's question after the input.</param>
public sealed record RecordingLine(
    string Input, GuestStatus Status, IReadOnlyList<string> Outputs, IReadOnlyList<string> Reports, IReadOnlyList<string> State);
