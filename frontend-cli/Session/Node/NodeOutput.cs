namespace ModelMarket.Cli.Session.Node;

/// <summary>An output as the official node's JSON-RPC tells it; the siblings come with the claim.</summary>
internal sealed record NodeOutput(
    string Index,
    string InputIndex,
    string EpochIndex,
    string RawData,
    IReadOnlyList<string>? OutputHashesSiblings,
    string? ExecutionTransactionHash);
