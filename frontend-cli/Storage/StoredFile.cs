using ModelMarket.Content;

namespace ModelMarket.Cli.Storage;

/// <summary>A file that was taken into a block folder.</summary>
/// <param name="Root">Its CID.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="BlockCount">Blocks that were written for it, repeated ones counted each time.</param>
internal readonly record struct StoredFile(Cid Root, ulong SizeBytes, int BlockCount);
