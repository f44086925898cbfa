namespace ModelMarket.Cli.Session.Node;

/// <summary>The answer of the node's inspect endpoint.</summary>
internal sealed record InspectAnswer(string Status, string? Exception, IReadOnlyList<InspectReport>? Reports, long ProcessedInputCount);
