using ModelMarket.Core.Payout;

namespace ModelMarket.Core.Judging;

/// <summary>What the market will say about weights that are submitted now.</summary>
/// <param name="Outcome">The gate that refuses them; <see cref="SubmissionOutcome.None"/> if none does.</param>
/// <param name="Score">The exact score in the metric's integer; null if they are not scored or the score is Worst.</param>
/// <param name="Pay">The pay: exact when nothing earlier is undecided and every earlier file was at hand, else the range.</param>
/// <param name="DuplicateOf">The earlier submission they copy.</param>
/// <param name="Detail">What exactly is wrong; empty if nothing is.</param>
/// <param name="Estimate">In sealed jobs: the pay if the public sample were the rows that count, between every rival doing its best and none; else
/// null.</param>
public sealed record DryRunResult(SubmissionOutcome Outcome, long? Score, PayRange Pay, int? DuplicateOf, string Detail, PayRange? Estimate = null);
