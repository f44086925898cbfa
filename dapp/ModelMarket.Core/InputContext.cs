using Rollup.Primitives;

namespace ModelMarket.Core;

/// <summary>What the chain says about one input. Nothing else of the outside reaches a decision.</summary>
/// <param name="Sender">Who sent the input.</param>
/// <param name="BlockNumber">Its L1 block.</param>
/// <param name="BlockTimestamp">That block's time in seconds; the only clock there is.</param>
/// <param name="PrevRandao">That block's randomness; no rule that pays uses it.</param>
/// <param name="InputIndex">The input's number, from 0.</param>
/// <param name="AppContract">The application's address on L1.</param>
/// <param name="ChainId">The chain.</param>
public readonly record struct InputContext(
    Address Sender,
    ulong BlockNumber,
    ulong BlockTimestamp,
    Hash32 PrevRandao,
    ulong InputIndex,
    Address AppContract,
    ulong ChainId);
