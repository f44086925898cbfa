namespace ModelMarket.Cli.Data;

/// <summary>One field that does not fit.</summary>
/// <param name="Line">Line of a text file, or row of another, from 1.</param>
/// <param name="Column">The column's name.</param>
/// <param name="Message">What is wrong with it.</param>
/// <param name="Unit"><c>line</c> or <c>row</c>.</param>
internal readonly record struct DataProblem(int Line, string Column, string Message, string Unit = "line")
{
    /// <summary>A problem in a file without lines.</summary>
    public static DataProblem InRow(int row, string column, string message) => new(row, column, message, "row");

    /// <inheritdoc/>
    public override string ToString() => $"{Unit} {Line}: {Message}";

    /// <summary>Throws when there are problems; the first few are named.</summary>
    /// <exception cref="CliFault">There are.</exception>
    public static void ThrowIfAny(string name, IReadOnlyList<DataProblem> problems)
    {
        if (problems.Count > 0)
        {
            var shown = problems.Take(DataFileLimits.ProblemsShownMax).Select(problem => problem.ToString());
            var more = problems.Count > DataFileLimits.ProblemsShownMax ? $"; and {problems.Count - DataFileLimits.ProblemsShownMax} more" : "";
            throw CliFault.Usage($"{name}: {string.Join("; ", shown)}{more}.", $"See all of them: modelmarket data check {name} (with --job or --schema, as here)");
        }
    }
}
