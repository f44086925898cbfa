namespace ModelMarket.Cli.Session.Node;

/// <summary>A report as the official node's JSON-RPC tells it.</summary>
internal sealed record NodeReport(string Index, string InputIndex, string RawData);
