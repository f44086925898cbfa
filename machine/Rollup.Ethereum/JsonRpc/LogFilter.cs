using Rollup.Primitives;

namespace Rollup.Ethereum.JsonRpc;

/// <summary>Which events to look for.</summary>
/// <param name="FromBlock">First block, inclusive.</param>
/// <param name="ToBlock">Last block, inclusive.</param>
/// <param name="Addresses">Contracts; empty is any.</param>
/// <param name="Topics">For each topic position the values that match; an empty list matches anything.</param>
public sealed record LogFilter(
    BlockTag FromBlock,
    BlockTag ToBlock,
    IReadOnlyList<Address> Addresses,
    IReadOnlyList<IReadOnlyList<Hash32>> Topics);
