namespace ModelMarket.Cli.Market;

/// <summary>A word of <c>job.toml</c> and its number on the wire.</summary>
/// <param name="Name">The word.</param>
/// <param name="Number">The number.</param>
internal sealed record NamedNumber(string Name, byte Number);
