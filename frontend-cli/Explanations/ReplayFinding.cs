namespace ModelMarket.Cli.Explanations;

/// <summary>What a replay found.</summary>
/// <param name="Inputs">Inputs from L1.</param>
/// <param name="Outputs">Vouchers and notices that are equal.</param>
/// <param name="Difference">The first one that is not, in words; empty where all are.</param>
/// <param name="Job">The job that was asked for as it was before the machine pruned it; null where it was not pruned, or none was asked for.</param>
internal sealed record ReplayFinding(int Inputs, int Outputs, string Difference, KeptJob? Job)
{
    /// <summary>Whether all are equal.</summary>
    public bool IsEqual => Difference.Length == 0;
}
