namespace ModelMarket.Core.Inspect;

/// <summary>Answer of <c>blocks/&lt;cid&gt;</c>.</summary>
/// <param name="Cid">The block's CID.</param>
/// <param name="SizeBytes">Its length.</param>
/// <param name="Data">Its bytes (base64 in JSON).</param>
public sealed record BlockView(string Cid, int SizeBytes, byte[] Data);
