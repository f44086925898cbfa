namespace Rollup.Guest;

/// <summary>Maxima of the run loop.</summary>
public static class GuestLimits
{
    /// <summary>How long the loop waits at start for a server that does not listen yet, in milliseconds.</summary>
    public const int ServerWaitMilliseconds = 30_000;

    /// <summary>Pause between two attempts to reach the server, in milliseconds.</summary>
    public const int ServerRetryMilliseconds = 20;

    /// <summary>Characters of a server's error text that are repeated in an exception.</summary>
    public const int ErrorTextMax = 300;
}
