namespace ModelMarket.Cli.Presentation;

/// <summary>Where another node and the replay differ first.</summary>
internal sealed record NodeDifferenceView(string Node, ulong Input, ulong? Output, string? NodeHash, string? Replayed, string NodeStatus, string ReplayedStatus);
