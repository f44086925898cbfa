using Rollup.Primitives;

namespace ModelMarket.Core.State;

/// <summary>What one address put into the reward, all its deposits together.</summary>
internal readonly record struct Depositor(Address Address, UInt128 Amount);
