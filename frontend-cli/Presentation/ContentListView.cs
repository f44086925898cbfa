namespace ModelMarket.Cli.Presentation;

/// <summary>What <c>content ls</c> and <c>content import</c> list.</summary>
internal sealed record ContentListView(IReadOnlyList<ContentEntryView> Entries);
