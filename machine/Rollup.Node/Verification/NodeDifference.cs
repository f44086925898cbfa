using Rollup.Primitives;

namespace Rollup.Node.Verification;

/// <summary>The first output in which a node and the replay differ.</summary>
/// <param name="OutputIndex">Which output.</param>
/// <param name="InputIndex">The input that left it, by the replay or, where it has none, by the node.</param>
/// <param name="NodeHash">keccak256 of the node's output; null when it has none.</param>
/// <param name="ComputedHash">keccak256 of the output here; null when there is none.</param>
public sealed record NodeDifference(ulong OutputIndex, ulong InputIndex, Hash32? NodeHash, Hash32? ComputedHash);
