namespace ModelMarket.Core.State;

/// <summary>What the submissions of a job with sealed data are measured against, fixed when Scoring starts.</summary>
/// <param name="M0">Score of the initial model on the rows that score the submissions.</param>
/// <param name="Rows">How many rows those are.</param>
/// <param name="Defaulted">The sponsor did not reveal: those are the opened groups, and pay is by mechanism.md §7, row 2.</param>
internal sealed record Baseline(long M0, long Rows, bool Defaulted);
