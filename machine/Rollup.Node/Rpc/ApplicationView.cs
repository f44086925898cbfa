using Rollup.Primitives;

namespace Rollup.Node.Rpc;

/// <summary>An application as <c>cartesi_getApplication</c> shows it.</summary>
public sealed record ApplicationView
{
    /// <summary>Its name on this node.</summary>
    public required string Name { get; init; }

    /// <summary>Its Application contract.</summary>
    public required Address IapplicationAddress { get; init; }

    /// <summary>The consensus that accepts its claims.</summary>
    public required Address IconsensusAddress { get; init; }

    /// <summary>The InputBox its inputs come from.</summary>
    public required Address IinputboxAddress { get; init; }

    /// <summary>The hash of the machine before its first input.</summary>
    public required Hash32 TemplateHash { get; init; }

    /// <summary>Blocks per epoch.</summary>
    public required ulong EpochLength { get; init; }

    /// <summary>Where its inputs come from, as the contract says it.</summary>
    public required byte[] DataAvailability { get; init; }

    /// <summary><c>AUTHORITY</c> or <c>QUORUM</c>.</summary>
    public required string ConsensusType { get; init; }

    /// <summary>Whether it is being run.</summary>
    public required ApplicationState State { get; init; }

    /// <summary>Why it is not.</summary>
    public string? Reason { get; init; }

    /// <summary>The block the InputBox was deployed in.</summary>
    public required ulong IinputboxBlock { get; init; }

    /// <summary>Up to which block epochs are known.</summary>
    public required ulong LastEpochCheckBlock { get; init; }

    /// <summary>Up to which block inputs are known.</summary>
    public required ulong LastInputCheckBlock { get; init; }

    /// <summary>Up to which block executions are known.</summary>
    public required ulong LastOutputCheckBlock { get; init; }

    /// <summary>How many inputs were processed.</summary>
    public required ulong ProcessedInputs { get; init; }

    /// <summary>When this node first saw it.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When this row last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Limits under which it runs.</summary>
    public required ExecutionParametersView ExecutionParameters { get; init; }
}
