using System.Collections.Immutable;

namespace ModelMarket.Core.Payout;

/// <summary>The pay of a batch, in the order of merit.</summary>
/// <param name="Total">Σ of all pays, at most the pool.</param>
/// <param name="Shares">One for each candidate.</param>
internal sealed record PayPlan(UInt128 Total, ImmutableArray<PayShare> Shares);
