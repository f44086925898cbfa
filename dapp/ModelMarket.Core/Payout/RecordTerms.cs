namespace ModelMarket.Core.Payout;

/// <summary>What R5 reads from a job's terms. All quantities are in the metric's integer.</summary>
/// <param name="Target">D, above zero: the improvement that earns the whole reward.</param>
/// <param name="MinImprovement">A gain must exceed this to count.</param>
/// <param name="HigherIsBetter">True for metrics that rise, as accuracy does.</param>
/// <param name="StakeCapThousandths">ρ; 0 = no cap.</param>
/// <param name="Bond">The bond that would come with the commitment, in the token's smallest unit.</param>
public readonly record struct RecordTerms(ulong Target, ulong MinImprovement, bool HigherIsBetter, uint StakeCapThousandths = 0, UInt128 Bond = default);
