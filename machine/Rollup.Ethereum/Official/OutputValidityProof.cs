using Rollup.Primitives;

namespace Rollup.Ethereum.Official;

/// <summary>Shows that an output is a leaf of an accepted outputs tree.</summary>
/// <param name="OutputIndex">Which leaf, from 0 since genesis.</param>
/// <param name="OutputHashesSiblings">63 siblings, leaf level first.</param>
public sealed record OutputValidityProof(ulong OutputIndex, IReadOnlyList<Hash32> OutputHashesSiblings);
