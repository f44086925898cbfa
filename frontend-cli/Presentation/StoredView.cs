using ModelMarket.Cli.Storage;

namespace ModelMarket.Cli.Presentation;

/// <summary>Content that was taken in, fetched or written.</summary>
internal sealed record StoredView(string Cid, ulong SizeBytes, int? Blocks, string Path)
{
    /// <summary>What an import made.</summary>
    public static StoredView Of(StoredFile stored, string path) => new(stored.Root.ToString(), stored.SizeBytes, stored.BlockCount, path);
}
