namespace ModelMarket.Cli.Presentation;

/// <summary>The node that <c>node run</c> runs.</summary>
internal sealed record NodeView(string Node, string Rpc, IReadOnlyList<NodeApplicationView> Applications);
