using System.Collections.Immutable;
using ModelMarket.Content.Store;
using Rollup.Primitives;

namespace ModelMarket.Core.State;

/// <summary>What Decide and Inspect see of the state. Everything behind it is immutable.</summary>
internal interface IReadOnlyState
{
    Genesis Genesis { get; }

    /// <summary>Work one input may do, in work units.</summary>
    long InputWorkMax { get; }

    /// <summary>Block time of the last input that was taken.</summary>
    ulong Now { get; }

    /// <summary>All jobs by number.</summary>
    ImmutableSortedDictionary<ulong, Job> Jobs { get; }

    /// <summary>Declared files and their blocks.</summary>
    BlockStore Content { get; }

    /// <summary>Declarations that still wait for blocks.</summary>
    PendingContent Pending { get; }

    /// <summary>The number of the next declaration.</summary>
    ulong NextDeclaration { get; }

    /// <summary>Bytes all jobs reserve together.</summary>
    long ReservedBytes { get; }

    /// <summary>Whether a job of this sponsor that was taken has sealed its data under this root. Another's would open nothing: leaves name the sponsor.</summary>
    bool IsRootUsed(Address sponsor, Hash32 root);
}
