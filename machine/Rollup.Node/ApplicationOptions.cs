using Rollup.Node.Guests;
using Rollup.Primitives;

namespace Rollup.Node;

/// <summary>An application that the node runs.</summary>
public sealed record ApplicationOptions
{
    /// <summary>Its name in URLs and JSON-RPC: 3 or more of <c>a-z 0-9 _ -</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its Application contract.</summary>
    public required Address Address { get; init; }

    /// <summary>How to bring its guest to life.</summary>
    public required GuestFactory Guest { get; init; }

    /// <summary>When its state is saved, if its guest can be saved at all.</summary>
    public SnapshotPolicy Snapshots { get; init; } = SnapshotPolicy.None;
}
