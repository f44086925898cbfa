namespace ModelMarket.Core.State;

/// <summary>The best score so far and who holds it (null: the initial model).</summary>
internal readonly record struct Best(long Score, int? SubmissionId);
