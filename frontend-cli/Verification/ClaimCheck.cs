using Rollup.Primitives;

namespace ModelMarket.Cli.Verification;

/// <summary>An accepted claim beside what the replay says.</summary>
/// <param name="LastBlock">The claim covers all blocks up to this one.</param>
/// <param name="Inputs">Inputs up to that block.</param>
/// <param name="Outputs">Outputs of those inputs.</param>
/// <param name="Claimed">The outputs root that the consensus accepted.</param>
/// <param name="Replayed">The outputs root of the replay.</param>
internal sealed record ClaimCheck(ulong LastBlock, int Inputs, int Outputs, Hash32 Claimed, Hash32 Replayed)
{
    /// <summary>Whether they are the same.</summary>
    public bool Equal => Claimed == Replayed;
}
