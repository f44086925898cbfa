namespace ModelMarket.Cli.Presentation;

/// <summary>An application of a node.</summary>
internal sealed record NodeApplicationView(string Name, string Address);
