namespace ModelMarket.Cli.Presentation;

/// <summary>What <c>--json</c> prints when a command fails: one object with one field.</summary>
internal sealed record ErrorEnvelope(ErrorView Error);
