using ModelMarket.Core;

namespace ModelMarket.Cli.Local;

/// <summary>What a local network is made of.</summary>
internal sealed record LocalNetworkOptions
{
    /// <summary>Port of anvil; 0 lets the system choose.</summary>
    public int RpcPort { get; init; }

    /// <summary>Port of the node; 0 lets the system choose.</summary>
    public int NodePort { get; init; }

    /// <summary>Blocks per epoch. Short, so that vouchers can be executed soon.</summary>
    public ulong EpochLength { get; init; } = 10;

    /// <summary>Whether the dapp may run as a native binary.</summary>
    public bool AllowNative { get; init; } = true;

    /// <summary>Keeps reports of inputs that were not accepted; the official node of this line drops them.</summary>
    public bool KeepReports { get; init; }

    /// <summary>What the deployment may choose.</summary>
    public Genesis Genesis { get; init; } = Genesis.Dev;

    /// <summary>Seconds between empty blocks; null mines only when a transaction comes.</summary>
    public int? BlockSeconds { get; init; }

    /// <summary>Told in words before something slow starts.</summary>
    public Action<string> Say { get; init; } = static _ => { };

    /// <summary>Takes the node's log lines.</summary>
    public Action<string> Log { get; init; } = static _ => { };
}
