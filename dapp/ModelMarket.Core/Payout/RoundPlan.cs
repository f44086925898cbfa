using System.Collections.Immutable;

namespace ModelMarket.Core.Payout;

/// <summary>The pay of a round, in the order of merit.</summary>
/// <param name="Assigned">Σ of what the rule gives, at most the round's pool.</param>
/// <param name="Paid">Σ of all pays.</param>
/// <param name="Shares">One for each member.</param>
internal sealed record RoundPlan(UInt128 Assigned, UInt128 Paid, ImmutableArray<RoundShare> Shares);
