using Rollup.Primitives;

namespace ModelMarket.Core.State;

/// <summary>What a job's terms say of its sealed data (mechanism.md §2).</summary>
/// <param name="Root">Merkle root over the groups.</param>
/// <param name="Nonce">The sponsor's own number, part of every leaf.</param>
/// <param name="Groups">G.</param>
/// <param name="Rows">Rows of all groups; groups differ by at most one.</param>
/// <param name="GroupBytesMax">Bytes of the largest group's file.</param>
internal sealed record SealTerms(Hash32 Root, Hash32 Nonce, int Groups, ulong Rows, ulong GroupBytesMax)
{
    /// <summary>The most bytes all groups together can have.</summary>
    public ulong BytesMax => (ulong)Groups * GroupBytesMax;
}
