using Rollup.Primitives;

namespace Rollup.Node.Verification;

/// <summary>An accepted claim beside what the replay computes.</summary>
/// <param name="EpochIndex">Its epoch.</param>
/// <param name="LastBlock">The epoch's last block.</param>
/// <param name="ClaimedRoot">The root that the consensus accepted.</param>
/// <param name="ComputedRoot">The root after the epoch's last input here.</param>
/// <param name="FirstInput">The first input since the claim before; equal to <paramref name="InputsEnd"/> when there is none.</param>
/// <param name="InputsEnd">The input after the last one the claim covers.</param>
/// <param name="Transaction">The transaction that made it accepted.</param>
public sealed record ClaimCheck(
    ulong EpochIndex, ulong LastBlock, Hash32 ClaimedRoot, Hash32 ComputedRoot, ulong FirstInput, ulong InputsEnd, Hash32 Transaction)
{
    /// <summary>Whether both roots are the same.</summary>
    public bool IsMatch => ClaimedRoot == ComputedRoot;
}
