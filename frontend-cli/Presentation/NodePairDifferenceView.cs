namespace ModelMarket.Cli.Presentation;

/// <summary>Where two nodes differ first; hashes and statuses in the order of the nodes.</summary>
internal sealed record NodePairDifferenceView(ulong Input, bool SameInput, ulong? Output, IReadOnlyList<string?> Hashes, IReadOnlyList<string> Statuses);
