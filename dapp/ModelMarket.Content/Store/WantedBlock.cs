namespace ModelMarket.Content.Store;

/// <summary>A block that a declaration waits for.</summary>
/// <param name="Cid">Its CID, as version 1.</param>
/// <param name="FileBytes">Bytes of the file in it and below it; for a raw block its size.</param>
public readonly record struct WantedBlock(Cid Cid, ulong FileBytes);
