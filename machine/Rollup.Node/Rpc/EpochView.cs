using Rollup.Primitives;

namespace Rollup.Node.Rpc;

/// <summary>An epoch as <c>cartesi_getEpoch</c> shows it. Only epochs with inputs exist.</summary>
public sealed record EpochView
{
    /// <summary>Block number divided by epoch length.</summary>
    public required ulong Index { get; init; }

    /// <summary>Its first block.</summary>
    public required ulong FirstBlock { get; init; }

    /// <summary>Its last block.</summary>
    public required ulong LastBlock { get; init; }

    /// <summary>Its first input.</summary>
    public required ulong InputIndexLowerBound { get; init; }

    /// <summary>The input after its last.</summary>
    public required ulong InputIndexUpperBound { get; init; }

    /// <summary>State of the machine; null here: a native guest has none.</summary>
    public Hash32? MachineHash { get; init; }

    /// <summary>The outputs root that is claimed.</summary>
    public Hash32? OutputsMerkleRoot { get; init; }

    /// <summary>Proof of that root within the machine; null here.</summary>
    public IReadOnlyList<Hash32>? OutputsMerkleProof { get; init; }

    /// <summary>Commitment of a tournament; null here.</summary>
    public Hash32? Commitment { get; init; }

    /// <summary>Proof of the commitment; null here.</summary>
    public IReadOnlyList<Hash32>? CommitmentProof { get; init; }

    /// <summary>The transaction with the claim.</summary>
    public Hash32? ClaimTransactionHash { get; init; }

    /// <summary>Its tournament; null here.</summary>
    public Address? TournamentAddress { get; init; }

    /// <summary>Where it stands.</summary>
    public required EpochStatus Status { get; init; }

    /// <summary>Number among the epochs with inputs.</summary>
    public required ulong VirtualIndex { get; init; }

    /// <summary>When this node first saw it.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
