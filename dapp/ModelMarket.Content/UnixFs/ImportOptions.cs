namespace ModelMarket.Content.UnixFs;

/// <summary>How a file becomes blocks. The same options and bytes give the same CID, here and in the reference importers.</summary>
/// <param name="ChunkSize">Bytes per leaf: 1 to <see cref="ContentLimits.ChunkSizeMax"/>.</param>
/// <param name="Leaves">Raw or wrapped leaves.</param>
/// <param name="Version">Version of the CIDs of dag-pb blocks; raw leaves always have version 1.</param>
/// <param name="LinksPerNode">Links per node of the balanced layout: 2 to <see cref="ContentLimits.LinksPerNodeMax"/>.</param>
public sealed record ImportOptions(
    int ChunkSize = ContentLimits.ChunkSizeDefault,
    LeafKind Leaves = LeafKind.Raw,
    CidVersion Version = CidVersion.V1,
    int LinksPerNode = ContentLimits.LinksPerNodeDefault)
{
    /// <summary>What the market uses: leaves of 61,440 bytes, raw, CIDv1. One leaf fits one input.</summary>
    public static ImportOptions Default { get; } = new();

    /// <summary>Throws for values out of range: a programmer's mistake.</summary>
    internal ImportOptions Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ChunkSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ChunkSize, ContentLimits.ChunkSizeMax);
        ArgumentOutOfRangeException.ThrowIfLessThan(LinksPerNode, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(LinksPerNode, ContentLimits.LinksPerNodeMax);
        return this;
    }
}
