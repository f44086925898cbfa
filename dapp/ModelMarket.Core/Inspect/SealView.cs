using Rollup.Primitives;

namespace ModelMarket.Core.Inspect;

/// <summary>The sealed data of a job.</summary>
/// <param name="Root">Merkle root over the groups.</param>
/// <param name="Nonce">Part of every leaf.</param>
/// <param name="Groups">G.</param>
/// <param name="Rows">Rows of all groups.</param>
/// <param name="GroupBytesMax">Bytes of the largest group.</param>
/// <param name="FundedEnd">Until when the draw counts.</param>
/// <param name="RevealEnd">Until when the sponsor reveals the hidden groups.</param>
/// <param name="Seed">The seed of the draw; null before.</param>
/// <param name="Drawn">The drawn groups, ascending.</param>
/// <param name="Opened">The groups that were opened so far.</param>
/// <param name="HalfBadMissedMillionths">The chance, × 10⁶, that a set of which half is garbage shows none of it among the drawn groups.</param>
public sealed record SealView(
    Hash32 Root,
    Hash32 Nonce,
    int Groups,
    ulong Rows,
    ulong GroupBytesMax,
    ulong FundedEnd,
    ulong RevealEnd,
    Hash32? Seed,
    IReadOnlyList<int> Drawn,
    IReadOnlyList<SealedGroupView> Opened,
    int HalfBadMissedMillionths);
