namespace ModelMarket.Cli.Presentation;

/// <summary>What <c>job explain</c> found.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Lines">Every pay with its numbers.</param>
/// <param name="SumEqual">Whether the pays add up to what the pot paid, and all three pots balance.</param>
/// <param name="ReplayedInputs">Inputs from L1 that were run again; null where no replay was asked for.</param>
/// <param name="Difference">The first output that differs; empty where none does.</param>
/// <param name="Equal">Whether everything is equal.</param>
internal sealed record ExplainView(ulong JobId, IReadOnlyList<ExplainLineView> Lines, bool SumEqual, int? ReplayedInputs, string Difference, bool Equal);
