namespace ModelMarket.Cli;

/// <summary>What the process says to scripts. Pinned: a script may depend on every number.</summary>
internal static class ExitCode
{
    /// <summary>Done as asked.</summary>
    public const int Ok = 0;

    /// <summary>Tried and failed, or a check found a difference.</summary>
    public const int Failed = 1;

    /// <summary>The command line, a file or the configuration is wrong; nothing was tried.</summary>
    public const int Usage = 2;

    /// <summary>The contract or the market refused; nothing changed there.</summary>
    public const int Rejected = 3;

    /// <summary>The Ethereum endpoint, the node or a file of the network could not be reached.</summary>
    public const int Unreachable = 4;
}
