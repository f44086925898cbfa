namespace ModelMarket.Core.State;

/// <summary>A declaration that still waits for blocks: whose it is, and until when blocks count.</summary>
/// <param name="Id">The declaration's number.</param>
/// <param name="JobId">Its job.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="Index">The submission, for weights; the group, for sealed data; else 0.</param>
/// <param name="Deadline">Blocks count before this time.</param>
internal sealed record PendingDeclaration(ulong Id, ulong JobId, ContentPurpose Purpose, int Index, ulong Deadline);
