namespace ModelMarket.Core.Inspect;

/// <summary>What one live declaration still waits for.</summary>
/// <param name="Purpose"><c>model</c>, <c>data</c> or <c>weights</c>.</param>
/// <param name="SubmissionId">The submission, for weights.</param>
/// <param name="Cid">The declared root.</param>
/// <param name="SizeBytes">The declared size.</param>
/// <param name="Deadline">Blocks count before this time.</param>
/// <param name="Blocks">CIDs wanted now; children become wanted when their parents arrive.</param>
public sealed record MissingContentView(
    string Purpose, int? SubmissionId, string Cid, ulong SizeBytes, ulong Deadline, IReadOnlyList<string> Blocks);
