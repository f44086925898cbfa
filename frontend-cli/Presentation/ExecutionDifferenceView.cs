namespace ModelMarket.Cli.Presentation;

/// <summary>An output that L1 executed and that the replay does not compute.</summary>
internal sealed record ExecutionDifferenceView(ulong Output, ulong? Input, string Executed, string? Replayed, string Transaction);
