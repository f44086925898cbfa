namespace Rollup.Node.Client;

/// <summary>Which reports to list; null matches any.</summary>
public sealed record ReportFilter
{
    /// <summary>Of this epoch.</summary>
    public ulong? EpochIndex { get; init; }

    /// <summary>Of this input.</summary>
    public ulong? InputIndex { get; init; }
}
