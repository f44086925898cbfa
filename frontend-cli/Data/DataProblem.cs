namespace ModelMarket.Cli.Data;

/// <summary>One field that does not fit.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Column">The column's name.</param>
/// <param name="Message">What is wrong with it.</param>
internal readonly record struct DataProblem(int Line, string Column, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"line {Line}: {Message}";
}
