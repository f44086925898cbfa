using ModelMarket.Content;

namespace ModelMarket.Core.State;

/// <summary>One group of sealed data that was opened: proven to be the committed one, its blocks declared.</summary>
/// <param name="Index">Its place in the tree.</param>
/// <param name="Rows">Rows of its file.</param>
/// <param name="SizeBytes">Bytes of its file.</param>
/// <param name="Cid">Its file.</param>
/// <param name="DeclarationId">The declaration of its blocks.</param>
/// <param name="Complete">Whether every block arrived in time.</param>
internal sealed record SealedGroup(int Index, uint Rows, ulong SizeBytes, Cid Cid, ulong DeclarationId, bool Complete);
