namespace ModelMarket.Core.Inspect;

/// <summary>A file that a job's terms name and the machine does not hold.</summary>
/// <param name="Cid">Its CID.</param>
/// <param name="Size">Bytes of the file behind it.</param>
public sealed record FileView(string Cid, ulong Size);
