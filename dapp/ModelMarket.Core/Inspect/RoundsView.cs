namespace ModelMarket.Core.Inspect;

/// <summary>Where a rounds job stands.</summary>
/// <param name="Total">Rounds of the job.</param>
/// <param name="Current">The round at the time of the last input: 0 before the first opens.</param>
/// <param name="Settled">Rounds that were settled.</param>
/// <param name="RoundsPart">What the rounds share, all together.</param>
/// <param name="FinalPart">What the sealed final check pays at most.</param>
/// <param name="Left">Of the rounds' part, what no round has assigned yet.</param>
/// <param name="Global">The global model; null while it is the initial model of the terms.</param>
public sealed record RoundsView(uint Total, uint Current, int Settled, UInt128 RoundsPart, UInt128 FinalPart, UInt128 Left, GlobalModelView? Global);
