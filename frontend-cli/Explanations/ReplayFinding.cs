namespace ModelMarket.Cli.Explanations;

/// <summary>What a replay found.</summary>
/// <param name="Inputs">Inputs from L1.</param>
/// <param name="Outputs">Vouchers and notices that are equal.</param>
/// <param name="Difference">The first one that is not, in words; empty where all are.</param>
internal sealed record ReplayFinding(int Inputs, int Outputs, string Difference)
{
    /// <summary>Whether all are equal.</summary>
    public bool IsEqual => Difference.Length == 0;
}
