using Rollup.Node.Rpc;
using Rollup.Primitives;

namespace Rollup.Node.Verification;

/// <summary>Where two nodes differ first.</summary>
/// <param name="InputIndex">The input.</param>
/// <param name="IsSameInput">False when they already took other bytes from L1: they are on different chains, or one follows a fork.</param>
/// <param name="OutputIndex">The first output of it that differs; null when only what became of the input does.</param>
/// <param name="FirstHash">keccak256 of the first node's output; null when it has none.</param>
/// <param name="SecondHash">The same of the second node.</param>
/// <param name="FirstStatus">What became of the input at the first node; <see cref="InputStatus.None"/> when it does not say.</param>
/// <param name="SecondStatus">The same of the second node.</param>
public sealed record NodePairDifference(
    ulong InputIndex, bool IsSameInput, ulong? OutputIndex, Hash32? FirstHash, Hash32? SecondHash, InputStatus FirstStatus, InputStatus SecondStatus);
