namespace ModelMarket.Cli.Presentation;

/// <summary>A field that does not fit.</summary>
internal sealed record DataProblemView(int Line, string Column, string Message);
