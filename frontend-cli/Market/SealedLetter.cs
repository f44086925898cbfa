namespace ModelMarket.Cli.Market;

/// <summary>What is encrypted: the text with the names it goes under, so that nobody can send the same envelope again as its own.</summary>
/// <param name="Job">The job.</param>
/// <param name="From">Who wrote it.</param>
/// <param name="To">For whom.</param>
/// <param name="Text">What it says.</param>
internal sealed record SealedLetter(ulong Job, string From, string To, string Text);
