using ModelMarket.Content;

namespace ModelMarket.Cli.Storage;

/// <summary>A place elsewhere that may have blocks. It is never trusted: whoever calls checks every byte.</summary>
internal interface IRemoteBlocks
{
    /// <summary>Its name for people: what was configured.</summary>
    string Name { get; }

    /// <summary>Asks for one block.</summary>
    /// <returns>At most <see cref="StorageLimits.BlockBytesMax"/> unchecked bytes; null when the source says that it does not have it.</returns>
    /// <exception cref="RemoteFault">The source cannot be reached, answers something else or too much.</exception>
    Task<byte[]?> TryGetAsync(Cid cid, CancellationToken cancellation);
}
