namespace ModelMarket.Core.Payout;

/// <summary>Where a rounds job stands when a commitment to its current round would be made.</summary>
/// <param name="StartScore">Score of the model the round starts from, on the public rows.</param>
/// <param name="Left">B_left: of the rounds' part, what no round has assigned.</param>
/// <param name="RoundsLeft">This round and those after it.</param>
/// <param name="FinalPart">What the sealed final check pays at most.</param>
public readonly record struct RoundStanding(long StartScore, UInt128 Left, uint RoundsLeft, UInt128 FinalPart);
