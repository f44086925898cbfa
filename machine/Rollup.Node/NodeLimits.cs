namespace Rollup.Node;

/// <summary>Maxima of the node.</summary>
public static class NodeLimits
{
    /// <summary>Bytes of a JSON-RPC request's body, as the official node has it.</summary>
    public const int RpcBodyBytesMax = 1 << 20;

    /// <summary>How long a client may take for the headers of a request.</summary>
    public static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Entries of a list when the caller names no limit.</summary>
    public const ulong PageDefault = 50;

    /// <summary>Entries of a list at most.</summary>
    public const ulong PageMax = 10_000;

    /// <summary>Bytes of raw data on one page of a list. The row that goes beyond is the last; the answer's <c>limit</c> says how many there are.</summary>
    public const long PageBytesMax = 8 << 20;

    /// <summary>Requests in one JSON-RPC batch.</summary>
    public const int RpcBatchMax = 100;

    /// <summary>Questions served at a time (the official node's default).</summary>
    public const int ConcurrentInspects = 10;

    /// <summary>Questions that may wait for their turn; one more is answered 503.</summary>
    public const int WaitingInspects = 2_000;

    /// <summary>How often a guest may be killed from outside during one request before the application stands still and says so.</summary>
    public const int GuestKillsMax = 16;

    /// <summary>Inputs between two looks at L1 and two commits.</summary>
    public const int InputsPerBatch = 256;

    /// <summary>Milliseconds of work between two looks at L1 and two commits.</summary>
    public const int BatchMilliseconds = 200;

    /// <summary>How often a question to L1 that got no proper answer is asked again before the lane pauses.</summary>
    public const int L1Retries = 4;

    /// <summary>Saved states of one application that are kept: should the newest not hold, there is an older one.</summary>
    public const int SnapshotsKept = 3;

    /// <summary>Inputs after which a state is saved even when no epoch has ended: no later replay is longer.</summary>
    public const ulong InputsBetweenSnapshots = 1_000;

    /// <summary>Characters of an application's name.</summary>
    public const int NameMax = 64;
}
