using ModelMarket.Content;

namespace ModelMarket.Cli.Storage;

/// <summary>Another block folder, say on a stick or a shared disk, as a source.</summary>
internal sealed class FolderBlocks(string path, BlockFolder folder) : IRemoteBlocks
{
    /// <inheritdoc/>
    public string Name { get; } = path;

    /// <inheritdoc/>
    public Task<byte[]?> TryGetAsync(Cid cid, CancellationToken cancellation)
    {
        try
        {
            return Task.FromResult(folder.TryGet(cid, out var block) ? block.ToArray() : null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new RemoteFault($"cannot be read: {fault.Message}", fault);
        }
    }
}
