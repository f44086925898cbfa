using Rollup.Primitives;

namespace ModelMarket.Core.Inspect;

/// <summary>One scored submission.</summary>
/// <param name="Rank">From 1; ties go to the earlier commitment.</param>
/// <param name="Id">The submission's number.</param>
/// <param name="Sender">Whose it is.</param>
/// <param name="Score">Its score in the metric's integer.</param>
/// <param name="Gain">How much better than the initial model.</param>
/// <param name="Outcome">How it was decided.</param>
/// <param name="Pay">What it earned.</param>
/// <param name="WeightsCid">Its weights.</param>
public sealed record LeaderboardEntryView(
    int Rank, int Id, Address Sender, long Score, ulong Gain, SubmissionOutcome Outcome, UInt128 Pay, string? WeightsCid);
