namespace ModelMarket.Cli.Data;

/// <summary>A table as text: every row has as many fields as there are columns.</summary>
/// <param name="Name">Where it came from, for messages.</param>
/// <param name="Columns">Column names; <c>column 1</c>, … where the file names none.</param>
/// <param name="HasNames">Whether the file named its columns.</param>
/// <param name="ClassNames">Class names where the file lists them (scikit-learn's header), index = label; else null.</param>
/// <param name="Rows">The rows; at least one.</param>
internal sealed record Table(string Name, IReadOnlyList<string> Columns, bool HasNames, IReadOnlyList<string>? ClassNames, IReadOnlyList<TableRow> Rows)
{
    /// <summary>Index of a column by name (case matters only if two differ by case) or by its number from 1.</summary>
    /// <exception cref="CliFault">There is no such column, or more than one.</exception>
    public int IndexOf(string column)
    {
        var exact = Matches(column, StringComparison.Ordinal);
        var matches = exact.Count > 0 ? exact : Matches(column, StringComparison.OrdinalIgnoreCase);
        if (matches.Count == 1)
        {
            return matches[0];
        }

        if (matches.Count == 0 && int.TryParse(column, out var number) && number >= 1 && number <= Columns.Count)
        {
            return number - 1;
        }

        throw CliFault.Usage(
            matches.Count == 0 ? $"{Name} has no column `{column}`." : $"{Name} has {matches.Count} columns `{column}`.",
            $"Its columns: {string.Join(", ", Columns.Take(50))}{(Columns.Count > 50 ? ", …" : "")}");
    }

    private List<int> Matches(string column, StringComparison comparison) =>
        [.. Enumerable.Range(0, Columns.Count).Where(i => string.Equals(Columns[i], column, comparison))];
}
