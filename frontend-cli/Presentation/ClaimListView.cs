namespace ModelMarket.Cli.Presentation;

/// <summary>What <c>claim</c> did.</summary>
/// <param name="Executed">Executed now.</param>
/// <param name="Waiting">How many wait for the claim of their epoch.</param>
/// <param name="Before">How many were executed before.</param>
internal sealed record ClaimListView(IReadOnlyList<ClaimView> Executed, int Waiting, int Before);
