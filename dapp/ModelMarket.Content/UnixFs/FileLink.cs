namespace ModelMarket.Content.UnixFs;

/// <summary>A part of a file that lies in another block.</summary>
/// <param name="Cid">The block.</param>
/// <param name="SizeBytes">Bytes of the file in that block and below it; at least one.</param>
public readonly record struct FileLink(Cid Cid, ulong SizeBytes);
