namespace ModelMarket.Cli.Verification;

/// <summary>One input of a recording; bytes as 0x-hex.</summary>
internal sealed record RecordingLine(string Input, string Status, IReadOnlyList<string> Outputs, IReadOnlyList<string> Reports, IReadOnlyList<string> State);
