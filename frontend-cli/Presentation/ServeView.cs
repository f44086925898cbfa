namespace ModelMarket.Cli.Presentation;

/// <summary>Where <c>content serve</c> listens.</summary>
internal sealed record ServeView(string Gateway);
