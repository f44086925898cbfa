using Rollup.Primitives;

namespace ModelMarket.Core.Decisions;

/// <summary>Money that one payee gets out of one pot.</summary>
internal readonly record struct Transfer(Address To, UInt128 Amount);
