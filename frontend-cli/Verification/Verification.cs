using Rollup.Primitives;

namespace ModelMarket.Cli.Verification;

/// <summary>What a replay from L1 found.</summary>
/// <param name="Inputs">Every input and its answer, in order.</param>
/// <param name="Outputs">Number of outputs of all inputs.</param>
/// <param name="Root">Outputs root after the last input.</param>
/// <param name="Claims">The accepted claims, oldest first.</param>
internal sealed record Verification(IReadOnlyList<ReplayedInput> Inputs, int Outputs, Hash32 Root, IReadOnlyList<ClaimCheck> Claims)
{
    /// <summary>Whether every accepted claim is what the replay says.</summary>
    public bool AllEqual => Claims.All(claim => claim.Equal);
}
