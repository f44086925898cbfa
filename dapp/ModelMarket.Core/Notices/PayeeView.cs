using Rollup.Primitives;

namespace ModelMarket.Core.Notices;

/// <summary>One payee of a settlement; its index is its place in the list.</summary>
/// <param name="To">Who claims.</param>
/// <param name="Amount">In the token's smallest unit.</param>
public sealed record PayeeView(Address To, UInt128 Amount);
