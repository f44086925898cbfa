using System.Globalization;
using System.Text;
using ModelMarket.Cli.Market;
using Spectre.Console;

namespace ModelMarket.Cli.Presentation;

/// <summary>Notes and messages in a table. A stranger chose every character of the texts, so none of them may steer the terminal.</summary>
internal static class LetterText
{
    /// <summary>The table.</summary>
    public static Table Table(IReadOnlyList<Letter> letters)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("job", "when", "from", "to", "text");
        foreach (var letter in letters)
        {
            table.AddRow(
                letter.JobId.ToString(CultureInfo.InvariantCulture),
                JobText.Time(letter.At),
                JobText.Short(letter.From),
                letter.To is { } to ? JobText.Short(to) : "everybody",
                letter.Text is { } text ? Markup.Escape(Plain(text)) : $"[grey]({Markup.Escape(letter.Trouble)})[/]");
        }

        return table;
    }

    /// <summary>A text without control characters and without those that turn the direction of others; line ends become spaces.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (rune.Value is '\n' or '\t')
            {
                plain.Append(' ');
            }
            else if (category is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
            {
                plain.Append(rune);
            }
        }

        return plain.ToString();
    }
}
