namespace ModelMarket.Core.Payout;

/// <summary>What a forecast of a batch reads from a job's terms. Metric quantities in the metric's integer, amounts in the token's smallest unit.</summary>
/// <param name="PayRule">Number of the rule on the wire: 0, 1, 2 or 5.</param>
/// <param name="MaxSubmissions">Commitments counted: N of R0, and how many rivals there can be at most.</param>
/// <param name="Target">D.</param>
/// <param name="MinImprovement">A gain must exceed this to count.</param>
/// <param name="WinnerThreshold">R2: the score the best must reach; 0 = none.</param>
/// <param name="StakeCapThousandths">ρ; 0 = no cap.</param>
/// <param name="Bond">The bond that would come with the commitment.</param>
/// <param name="HigherIsBetter">True for metrics that rise, as accuracy does.</param>
public sealed record BatchTerms(
    byte PayRule, uint MaxSubmissions, ulong Target, ulong MinImprovement, ulong WinnerThreshold, uint StakeCapThousandths, UInt128 Bond, bool HigherIsBetter);
