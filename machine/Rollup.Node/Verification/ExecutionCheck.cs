using Rollup.Primitives;

namespace Rollup.Node.Verification;

/// <summary>An output that was executed on L1 and is not what the replay computes.</summary>
/// <param name="OutputIndex">Which output.</param>
/// <param name="InputIndex">The input that should have left it; null when the replay has no such output.</param>
/// <param name="ExecutedHash">keccak256 of the output that L1 executed.</param>
/// <param name="ComputedHash">keccak256 of the output here; null when there is none.</param>
/// <param name="Transaction">The transaction that executed it.</param>
public sealed record ExecutionCheck(ulong OutputIndex, ulong? InputIndex, Hash32 ExecutedHash, Hash32? ComputedHash, Hash32 Transaction);
