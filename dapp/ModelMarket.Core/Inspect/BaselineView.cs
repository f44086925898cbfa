namespace ModelMarket.Core.Inspect;

/// <summary>What a batch of submissions is measured against.</summary>
/// <param name="M0">Score of the initial model on the scoring rows, in the metric's integer.</param>
/// <param name="Rows">How many rows those are.</param>
/// <param name="Defaulted">Whether the sponsor failed to reveal, so that the opened groups score.</param>
public sealed record BaselineView(long M0, long Rows, bool Defaulted);
