namespace ModelMarket.Cli.Session.Node;

/// <summary>An input as the official node's JSON-RPC tells it; integers are 0x-hex.</summary>
internal sealed record NodeInput(string Index, string EpochIndex, string Status, string RawData);
