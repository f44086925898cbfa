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
}
