namespace Rollup.Node.Verification;

/// <summary>What a comparison of two nodes found.</summary>
/// <param name="InputCount">Inputs that both have worked through: what was compared.</param>
/// <param name="OutputCount">Outputs that were found equal.</param>
/// <param name="Difference">Where they differ first; null when they do not.</param>
public sealed record NodePairReport(ulong InputCount, ulong OutputCount, NodePairDifference? Difference)
{
    /// <summary>Whether both say the same.</summary>
    public bool IsMatch => Difference is null;
}
