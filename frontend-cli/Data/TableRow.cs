namespace ModelMarket.Cli.Data;

/// <summary>A row of a table.</summary>
/// <param name="Line">Line of the file on which it begins, from 1: what a person looks for.</param>
/// <param name="Fields">Its fields, trimmed.</param>
internal readonly record struct TableRow(int Line, string[] Fields);
