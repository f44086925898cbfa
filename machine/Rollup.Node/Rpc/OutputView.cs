using Rollup.Primitives;

namespace Rollup.Node.Rpc;

/// <summary>An output as <c>cartesi_getOutput</c> shows it.</summary>
public sealed record OutputView
{
    /// <summary>The epoch of its input.</summary>
    public required ulong EpochIndex { get; init; }

    /// <summary>The input that left it.</summary>
    public required ulong InputIndex { get; init; }

    /// <summary>Number at this application, from 0.</summary>
    public required ulong Index { get; init; }

    /// <summary>The bytes that L1 verifies.</summary>
    public required byte[] RawData { get; init; }

    /// <summary>The parts; null when they are not understood.</summary>
    public DecodedOutputView? DecodedData { get; init; }

    /// <summary>keccak256 of the bytes: the leaf of the outputs tree.</summary>
    public Hash32? Hash { get; init; }

    /// <summary>63 siblings against the epoch's root; null until the claim is computed.</summary>
    public IReadOnlyList<Hash32>? OutputHashesSiblings { get; init; }

    /// <summary>The transaction that executed it.</summary>
    public Hash32? ExecutionTransactionHash { get; init; }

    /// <summary>When this node first saw it.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
