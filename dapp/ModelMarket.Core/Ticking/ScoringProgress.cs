namespace ModelMarket.Core.Ticking;

/// <summary>Continues an evaluation while the budget covers the next piece; true when it is done.</summary>
internal delegate bool ScoringProgress(ref long workBudget);
