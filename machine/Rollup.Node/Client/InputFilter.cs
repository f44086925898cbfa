using Rollup.Primitives;

namespace Rollup.Node.Client;

/// <summary>Which inputs to list; null matches any.</summary>
public sealed record InputFilter
{
    /// <summary>Of this epoch.</summary>
    public ulong? EpochIndex { get; init; }

    /// <summary>From this sender.</summary>
    public Address? Sender { get; init; }
}
