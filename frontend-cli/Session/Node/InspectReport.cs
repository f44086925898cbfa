namespace ModelMarket.Cli.Session.Node;

/// <summary>One report of an inspection.</summary>
internal sealed record InspectReport(string Payload);
