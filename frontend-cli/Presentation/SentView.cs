namespace ModelMarket.Cli.Presentation;

/// <summary>What <c>message send</c> did.</summary>
/// <param name="JobId">The job it is about.</param>
/// <param name="To">Who alone can read it; null for a public note.</param>
internal sealed record SentView(ulong JobId, string? To);
