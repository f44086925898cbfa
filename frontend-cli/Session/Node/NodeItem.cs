namespace ModelMarket.Cli.Session.Node;

/// <summary>A single result.</summary>
internal sealed record NodeItem<T>(T Data);
