using ModelMarket.Content;

namespace ModelMarket.Cli.Storage;

/// <summary>A link of a file's or folder's block.</summary>
/// <param name="Cid">The block.</param>
/// <param name="Name">Its name in a folder; null in a file.</param>
/// <param name="SizeBytes">In a file the bytes of it below; in a folder the bytes of all blocks below, as whoever made it says.</param>
internal readonly record struct ContentLink(Cid Cid, string? Name, ulong? SizeBytes);
