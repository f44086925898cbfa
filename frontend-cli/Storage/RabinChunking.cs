namespace ModelMarket.Cli.Storage;

/// <summary>Sizes of content-defined chunks.</summary>
/// <param name="MinBytes">Least chunk, but for the last.</param>
/// <param name="AverageBytes">Usual chunk; rounded down to a power of two.</param>
/// <param name="MaxBytes">Largest chunk.</param>
internal sealed record RabinChunking(int MinBytes, int AverageBytes, int MaxBytes);
