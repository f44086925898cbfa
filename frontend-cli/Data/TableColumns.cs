namespace ModelMarket.Cli.Data;

/// <summary>Which columns of a table are features, in which order, and which is the label.</summary>
/// <param name="Features">Indices of the feature columns.</param>
/// <param name="Label">Index of the label's column.</param>
internal sealed record TableColumns(IReadOnlyList<int> Features, int Label)
{
    /// <summary>Chooses columns: the label as named, by the schema, or the last; the features as the schema orders them, or all others.</summary>
    /// <exception cref="CliFault">A named column is missing, or an unnamed table has another number of columns than the schema.</exception>
    public static TableColumns Of(Table table, string? label, DataSchema? schema)
    {
        if (table.Columns.Count < 2)
        {
            throw CliFault.Usage($"{table.Name} has one column; a label and at least one feature are needed.");
        }

        var named = label ?? (table.HasNames ? schema?.Label : null);
        var labelIndex = named is null ? table.Columns.Count - 1 : table.IndexOf(named);
        var others = Enumerable.Range(0, table.Columns.Count).Where(i => i != labelIndex).ToArray();
        if (schema is null || schema.Columns.Count == 0)
        {
            return new TableColumns(others, labelIndex);
        }

        if (table.HasNames)
        {
            return new TableColumns([.. schema.Columns.Select(column => table.IndexOf(column.Name))], labelIndex);
        }

        return others.Length == schema.Columns.Count
            ? new TableColumns(others, labelIndex)
            : throw CliFault.Usage($"{table.Name} has {others.Length} features and no names; the schema has {schema.Columns.Count}.");
    }
}
