namespace ModelMarket.Cli.Storage;

/// <summary>What a pinning service is asked to keep.</summary>
/// <param name="Cid">The file.</param>
/// <param name="Name">A label for people; null for none.</param>
/// <param name="Origins">Multiaddresses of nodes that have it; null for none.</param>
internal sealed record PinRequest(string Cid, string? Name, IReadOnlyList<string>? Origins);
