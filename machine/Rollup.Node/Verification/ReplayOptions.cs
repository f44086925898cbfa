using Rollup.Node.Client;
using Rollup.Node.Guests;
using Rollup.Primitives;

namespace Rollup.Node.Verification;

/// <summary>What to replay.</summary>
public sealed record ReplayOptions
{
    /// <summary>JSON-RPC of L1.</summary>
    public required Uri L1Url { get; init; }

    /// <summary>The Application contract.</summary>
    public required Address Application { get; init; }

    /// <summary>How to bring the guest to life.</summary>
    public required GuestFactory Guest { get; init; }

    /// <summary>Most blocks in one question for logs.</summary>
    public ulong LogRangeBlocks { get; init; } = 10_000;

    /// <summary>Where the replay is kept, to be continued by a later run; null keeps nothing.</summary>
    public string? Folder { get; init; }

    /// <summary>A node whose outputs are compared with the replay's one by one; null compares with L1 only.</summary>
    public RollupNodeClient? Against { get; init; }

    /// <summary>Hears how far the replay is, at most ten times a second.</summary>
    public IProgress<ReplayProgress>? Progress { get; init; }

    /// <summary>Sends L1 requests in another way.</summary>
    public Func<HttpMessageHandler>? L1Handler { get; init; }

    /// <summary>Takes one line per event worth knowing. May be called from any thread.</summary>
    public Action<string> Log { get; init; } = static _ => { };
}
