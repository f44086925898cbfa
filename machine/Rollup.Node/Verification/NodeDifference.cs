using Rollup.Node.Rpc;
using Rollup.Primitives;

namespace Rollup.Node.Verification;

/// <summary>Where a node and the replay differ first.</summary>
/// <param name="OutputIndex">Which output; null when the input's outputs are the same and only what became of it differs.</param>
/// <param name="InputIndex">The input, by the replay or, where it has none, by the node.</param>
/// <param name="NodeHash">keccak256 of the node's output; null when it has none.</param>
/// <param name="ComputedHash">keccak256 of the output here; null when there is none.</param>
/// <param name="NodeStatus">What became of the input at the node; <see cref="InputStatus.None"/> when it does not say, or both say the same but list other outputs.</param>
/// <param name="ComputedStatus">What became of it here; <see cref="InputStatus.None"/> when both say the same.</param>
public sealed record NodeDifference(
    ulong? OutputIndex, ulong InputIndex, Hash32? NodeHash, Hash32? ComputedHash, InputStatus NodeStatus, InputStatus ComputedStatus);
