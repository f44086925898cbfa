namespace ModelMarket.Cli;

/// <summary>Finds what somebody meant who mistyped a word.</summary>
internal static class Nearest
{
    private const int LettersAway = 2;

    /// <summary>The word that is nearest, at most two letters away; null where none is.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="words">What there is.</param>
    public static string? Of(string typed, IEnumerable<string> words)
    {
        var near = words.Select(word => (Word: word, Away: Distance(typed, word))).OrderBy(pair => pair.Away).ThenBy(pair => pair.Word, StringComparer.Ordinal).FirstOrDefault();
        return near.Word is not null && near.Away <= LettersAway && near.Away < typed.Length ? near.Word : null;
    }

    // Levenshtein: letters put in, left out or changed.
    private static int Distance(string a, string b)
    {
        var last = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            }

            last = row;
        }

        return last[b.Length];
    }
}
