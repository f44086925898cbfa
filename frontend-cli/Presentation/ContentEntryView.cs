namespace ModelMarket.Cli.Presentation;

/// <summary>A pinned content, or a part of one.</summary>
internal sealed record ContentEntryView(string Cid, string? Name, ulong? SizeBytes, int MissingBlocks);
