using Rollup.Primitives;

namespace Rollup.Node.Rpc;

/// <summary>An input as <c>cartesi_getInput</c> shows it.</summary>
public sealed record InputView
{
    /// <summary>The epoch of its block.</summary>
    public required ulong EpochIndex { get; init; }

    /// <summary>Number at this application, from 0.</summary>
    public required ulong Index { get; init; }

    /// <summary>Its block.</summary>
    public required ulong BlockNumber { get; init; }

    /// <summary>The whole encoded blob (<c>EvmAdvance</c>).</summary>
    public required byte[] RawData { get; init; }

    /// <summary>The blob in parts.</summary>
    public DecodedInputView? DecodedData { get; init; }

    /// <summary>What became of it.</summary>
    public required InputStatus Status { get; init; }

    /// <summary>State of the machine after it; null here: a native guest has none.</summary>
    public Hash32? MachineHash { get; init; }

    /// <summary>The outputs root after it; null before it was processed.</summary>
    public Hash32? OutputsHash { get; init; }

    /// <summary>The transaction that added it.</summary>
    public required Hash32 TransactionReference { get; init; }

    /// <summary>When this node first saw it.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
