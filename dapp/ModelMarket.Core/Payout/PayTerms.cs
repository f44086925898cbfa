using ModelMarket.Core.State;

namespace ModelMarket.Core.Payout;

/// <summary>What the pay of a batch reads from a job's terms and state. Metric quantities in the metric's integer.</summary>
/// <param name="Rule">R0, R1, R2 or R5.</param>
/// <param name="Slots">N of R0, above zero.</param>
/// <param name="Target">D, above zero: the improvement that earns the whole reward.</param>
/// <param name="MinImprovement">A gain must exceed this to count.</param>
/// <param name="WinnerThreshold">R2: the score the best must reach.</param>
/// <param name="StakeCapThousandths">ρ; 0 = no cap.</param>
/// <param name="M0">Score of the initial model on the scoring rows.</param>
/// <param name="HigherIsBetter">True for metrics that rise, as accuracy does.</param>
internal sealed record PayTerms(
    PayRule Rule, uint Slots, ulong Target, ulong MinImprovement, ulong WinnerThreshold, uint StakeCapThousandths, long M0, bool HigherIsBetter);
