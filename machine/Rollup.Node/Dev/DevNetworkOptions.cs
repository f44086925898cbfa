using Rollup.Ethereum.Dev;
using Rollup.Node.Guests;
using Rollup.Primitives;

namespace Rollup.Node.Dev;

/// <summary>What a development network holds.</summary>
public sealed record DevNetworkOptions
{
    /// <summary>How to bring the application's guest to life.</summary>
    public required GuestFactory Guest { get; init; }

    /// <summary>The application's name.</summary>
    public string Name { get; init; } = "app";

    /// <summary>Blocks per epoch.</summary>
    public ulong EpochLength { get; init; } = 10;

    /// <summary>The hash of the machine before its first input.</summary>
    public Hash32 TemplateHash { get; init; }

    /// <summary>Another salt gives another application address.</summary>
    public Hash32 Salt { get; init; }

    /// <summary>How anvil is started.</summary>
    public AnvilOptions Anvil { get; init; } = new();

    /// <summary>Port of the node; 0 lets the system choose a free one.</summary>
    public int NodePort { get; init; }

    /// <summary>Folder of the node's databases; null keeps nothing.</summary>
    public string? DatabaseFolder { get; init; }

    /// <summary>When the application's state is saved.</summary>
    public SnapshotPolicy Snapshots { get; init; } = SnapshotPolicy.None;

    /// <summary>Keeps reports of inputs that were not accepted.</summary>
    public bool KeepReports { get; init; }

    /// <summary>Takes one line per event worth knowing. May be called from any thread.</summary>
    public Action<string> Log { get; init; } = static _ => { };
}
