namespace ModelMarket.Core.State;

/// <summary>A commitment that passed the gates of a batch job and waits for the settlement that pays it.</summary>
/// <param name="Score">M_i on the scoring rows.</param>
/// <param name="Gain">How much better than the baseline, above the least improvement.</param>
internal sealed record Judged(long Score, ulong Gain);
