namespace ModelMarket.Core.Inspect;

/// <summary>The global model of a rounds job. Its bytes are answered by <c>blocks/&lt;cid&gt;</c>, root first.</summary>
/// <param name="Round">The round that made it.</param>
/// <param name="Score">Its score on the public rows, in the metric's integer.</param>
/// <param name="Cid">Its weights: safetensors in F32 with the names of the model's initializers.</param>
/// <param name="SizeBytes">Bytes of that file.</param>
public sealed record GlobalModelView(uint Round, long Score, string Cid, ulong SizeBytes);
