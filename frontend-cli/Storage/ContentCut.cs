using ModelMarket.Content.UnixFs;

namespace ModelMarket.Cli.Storage;

/// <summary>How content becomes blocks.</summary>
/// <param name="Options">Leaves, width and, for fixed chunks, their size; for others the largest.</param>
/// <param name="Rabin">Content-defined chunks; null for fixed ones.</param>
internal sealed record ContentCut(ImportOptions Options, RabinChunking? Rabin)
{
    /// <summary>What the market uses.</summary>
    public static ContentCut Default { get; } = new(ImportOptions.Default, null);
}
