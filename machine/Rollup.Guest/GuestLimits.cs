using Rollup.Primitives.Rollups;

namespace Rollup.Guest;

/// <summary>Maxima of the guest framework.</summary>
public static class GuestLimits
{
    /// <summary>How long the loop waits at start for a server that does not listen yet, in milliseconds.</summary>
    public const int ServerWaitMilliseconds = 30_000;

    /// <summary>Pause between two attempts to reach the server, in milliseconds.</summary>
    public const int ServerRetryMilliseconds = 20;

    /// <summary>Characters of a server's error text that are repeated in an exception.</summary>
    public const int ErrorTextMax = 300;

    /// <summary>Ids of one batch of a wallet: what an input can hold twice over.</summary>
    public const int WalletBatchMax = RollupLimits.PayloadBytesMax / 64;

    /// <summary>Bytes of one report of a long answer: as hexadecimal text well below the HTTP body that servers take.</summary>
    public const int ReportBytesDefault = 1 << 20;

    /// <summary>Bytes of a question that the inspect router reads.</summary>
    public const int InspectBytesMax = 4096;

    /// <summary>Parts of a question's path.</summary>
    public const int InspectSegmentsMax = 16;

    /// <summary>Parameters of a question's query.</summary>
    public const int InspectQueryMax = 16;
}
