namespace ModelMarket.Content.UnixFs;

/// <summary>What an import made.</summary>
/// <param name="Root">CID of the whole file.</param>
/// <param name="SizeBytes">Bytes of the file.</param>
/// <param name="BlockCount">Blocks given to the sink, repeated ones counted each time.</param>
public readonly record struct ImportedFile(Cid Root, ulong SizeBytes, ulong BlockCount);
