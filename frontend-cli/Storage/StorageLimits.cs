using ModelMarket.Content;

namespace ModelMarket.Cli.Storage;

/// <summary>Limits of everything that is fetched: what others send is bounded before it is read.</summary>
internal static class StorageLimits
{
    /// <summary>Blocks asked for at the same time.</summary>
    public const int ParallelBlocks = 8;

    /// <summary>How long a source may be silent on a block before the next one is asked too.</summary>
    public static readonly TimeSpan HedgeAfter = TimeSpan.FromMilliseconds(400);

    /// <summary>How long a source may take for one block.</summary>
    public static readonly TimeSpan BlockTimeout = TimeSpan.FromSeconds(20);

    /// <summary>Failures in a row after which a source is no longer asked.</summary>
    public const int FailuresMax = 5;

    /// <summary>Redirects that are followed.</summary>
    public const int RedirectsMax = 3;

    /// <summary>Bytes of a block.</summary>
    public const int BlockBytesMax = ContentLimits.BlockSizeMax;

    /// <summary>Bytes of an answer in JSON.</summary>
    public const int JsonBytesMax = 1 << 20;

    /// <summary>Folders within folders.</summary>
    public const int FolderDepthMax = 64;

    /// <summary>Bytes of names and CIDs of one folder's entries: beyond it the reference importers shard a folder, which is not read here.</summary>
    public const int FolderLinkBytesMax = 262_144;

    /// <summary>Entries of all folders of one content together.</summary>
    public const int FolderEntriesMax = 100_000;

    /// <summary>The largest content that is fetched where nothing else is said.</summary>
    public const ulong FetchBytesMaxDefault = 16UL << 30;

    /// <summary>Blocks of one content.</summary>
    public const int FetchBlocksMax = 1_048_576;
}
