namespace Rollup.Node.Rpc;

/// <summary>A report as <c>cartesi_getReport</c> shows it.</summary>
public sealed record ReportView
{
    /// <summary>The epoch of its input.</summary>
    public required ulong EpochIndex { get; init; }

    /// <summary>The input that left it.</summary>
    public required ulong InputIndex { get; init; }

    /// <summary>Number at this application, from 0.</summary>
    public required ulong Index { get; init; }

    /// <summary>Its bytes.</summary>
    public required byte[] RawData { get; init; }

    /// <summary>When this node first saw it.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
