namespace ModelMarket.Core.Inspect;

/// <summary>What Preparing found. Scores in the metric's integer (value × 10⁹).</summary>
/// <param name="M0">Score of the initial model.</param>
/// <param name="StandardError">Standard error of that score.</param>
/// <param name="Noisy">Whether the least improvement is below twice that error on fewer than 500 rows.</param>
/// <param name="HigherIsBetter">True for metrics that rise, as accuracy does.</param>
/// <param name="Rows">Rows of the data.</param>
/// <param name="Parameters">Numbers a submission holds.</param>
/// <param name="WorkPerSubmission">Work units charged for judging one submission.</param>
/// <param name="InputsPerSubmission">How many <c>tick</c> inputs that is, at most.</param>
public sealed record PreparedView(
    long M0, long StandardError, bool Noisy, bool HigherIsBetter, long Rows, long Parameters, long WorkPerSubmission, long InputsPerSubmission);
