using ModelMarket.Content;

namespace ModelMarket.Core.State;

/// <summary>The file a commitment was opened to.</summary>
internal sealed record RevealedWeights(Cid Cid, ulong SizeBytes, ulong DeclarationId);
