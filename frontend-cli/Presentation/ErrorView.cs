namespace ModelMarket.Cli.Presentation;

/// <summary>A fault as data: a stable code, what happened, what to do.</summary>
internal sealed record ErrorView(string Code, string Message, string Mend);
