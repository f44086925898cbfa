using ModelMarket.Cli.Market;

namespace ModelMarket.Cli.Presentation;

/// <summary>One note or message as data.</summary>
internal sealed record LetterView(ulong JobId, string From, string? To, ulong At, string? Text, string Trouble)
{
    /// <summary>The view of one.</summary>
    public static LetterView Of(Letter letter) =>
        new(letter.JobId, letter.From.ToChecksumString(), letter.To?.ToChecksumString(), letter.At, letter.Text, letter.Trouble);
}
