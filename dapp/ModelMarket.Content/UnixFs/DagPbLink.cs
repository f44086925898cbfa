namespace ModelMarket.Content.UnixFs;

/// <summary>A link of a dag-pb node.</summary>
/// <param name="Cid">The linked block.</param>
/// <param name="Name">UTF-8 bytes of the name; null when the field is absent. Links of files carry an empty one.</param>
/// <param name="TreeSizeBytes">Bytes of the linked block and all below it (<c>Tsize</c>); null when absent. Informative only.</param>
public readonly record struct DagPbLink(Cid Cid, ReadOnlyMemory<byte>? Name, ulong? TreeSizeBytes);
