namespace ModelMarket.Cli.Presentation;

/// <summary>What <c>message list</c> shows, oldest first.</summary>
internal sealed record LetterListView(IReadOnlyList<LetterView> Messages);
