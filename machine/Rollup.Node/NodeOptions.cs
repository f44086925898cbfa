using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Keys;

namespace Rollup.Node;

/// <summary>How a node runs.</summary>
public sealed record NodeOptions
{
    /// <summary>JSON-RPC of L1.</summary>
    public required Uri L1Url { get; init; }

    /// <summary>The applications to run.</summary>
    public required IReadOnlyList<ApplicationOptions> Applications { get; init; }

    /// <summary>Signs claims; null lets the node read only.</summary>
    public ITransactionSigner? ClaimSigner { get; init; }

    /// <summary>Folder with one database per application; null keeps them in a temporary folder that is removed at the end.</summary>
    public string? DatabaseFolder { get; init; }

    /// <summary>Bytes that each database may have; at the limit the application stands still and says so, as it does on a full disk. Null for no limit.</summary>
    public long? DatabaseBytesMax { get; init; }

    /// <summary>Keeps reports of inputs that were not accepted. The official node of this line drops them.</summary>
    public bool KeepReports { get; init; }

    /// <summary>Pause between two looks at a head that did not move.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Longest pause after L1 did not answer; pauses start at <see cref="PollInterval"/> and double.</summary>
    public TimeSpan FaultPauseMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For how long L1 and the disk may fail while the node starts before it gives up; once it runs it waits for ever.</summary>
    public TimeSpan StartPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Up to which block inputs are taken: <c>latest</c>, <c>safe</c> or <c>finalized</c>.</summary>
    public BlockTag ReadUpTo { get; init; } = BlockTag.Latest;

    /// <summary>How many blocks to stay behind <see cref="ReadUpTo"/>.</summary>
    public ulong Confirmations { get; init; }

    /// <summary>How many blocks must stand on an epoch's last block before its claim is sent. A claim cannot be taken back, and one that is under way while its
    /// inputs are reorganised away is wrong: real money wants more than any reorganisation takes, or a <see cref="ReadUpTo"/> of <c>finalized</c>.</summary>
    public ulong ClaimConfirmations { get; init; }

    /// <summary>Most blocks in one question for logs; shrinks when the provider refuses and grows again.</summary>
    public ulong LogRangeBlocks { get; init; } = 10_000;

    /// <summary>How long a claim may be in no block before it is sent again.</summary>
    public TimeSpan ClaimTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Address the API listens on.</summary>
    public IPAddress Listen { get; init; } = IPAddress.Loopback;

    /// <summary>Port of JSON-RPC, inspect and health; 0 lets the system choose a free one.</summary>
    public int Port { get; init; }

    /// <summary>Sends L1 requests in another way (retries, faults in tests); called once per client.</summary>
    public Func<HttpMessageHandler>? L1Handler { get; init; }

    /// <summary>Takes every event worth knowing, with its named values. <see cref="Logs.LineLogger"/> makes lines of them.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
