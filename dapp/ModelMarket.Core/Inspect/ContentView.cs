namespace ModelMarket.Core.Inspect;

/// <summary>One declared file.</summary>
/// <param name="Cid">Its CID as text.</param>
/// <param name="SizeBytes">Its declared size in bytes.</param>
/// <param name="Complete">Whether every block of it has arrived.</param>
public sealed record ContentView(string Cid, ulong SizeBytes, bool Complete);
