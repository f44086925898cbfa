using Rollup.Node.Rpc;
using Rollup.Primitives;

namespace Rollup.Node.Storage;

/// <summary>An epoch as the lane needs it.</summary>
internal sealed record StoredEpoch(
    ulong Index,
    ulong LastBlock,
    ulong InputLowerBound,
    ulong InputUpperBound,
    Hash32? Root,
    ulong? OutputCount,
    EpochStatus Status,
    Hash32? ClaimTransaction);
