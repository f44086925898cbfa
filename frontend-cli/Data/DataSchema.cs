using System.Text.Json;
using System.Text.RegularExpressions;

namespace ModelMarket.Cli.Data;

/// <summary>What data a job wants, as a small JSON file: features in the model's order, the label, and how values are normalised, so that
/// every client does the same.</summary>
internal sealed partial class DataSchema
{
    /// <summary>Features in the order of the model's input.</summary>
    public IReadOnlyList<DataColumn> Columns { get; set; } = [];

    /// <summary>Name of the label's column; null for the last column.</summary>
    public string? Label { get; set; }

    /// <summary>Class names, index = label; null for numeric labels.</summary>
    public IReadOnlyList<string>? Classes { get; set; }

    /// <summary>Whether the label is a value to predict (F32) rather than a class (I64).</summary>
    public bool Regression { get; set; }

    /// <summary>Rows below which a client's data are too few; 0 for any.</summary>
    public int RowsMin { get; set; }

    /// <summary>Shape of one row of the model's input, such as 1, 28, 28; null for all features in a line.</summary>
    public IReadOnlyList<int>? Shape { get; set; }

    /// <summary>Whether every column says how it is normalised.</summary>
    public bool HasStandardisation => Columns.Count > 0 && Columns.All(column => column is { Mean: not null, Deviation: not null });

    /// <summary>Reads a schema file.</summary>
    /// <exception cref="CliFault">It is missing or wrong; the message says where.</exception>
    public static DataSchema Load(string path) => File.Exists(path) ? Parse(File.ReadAllBytes(path), path) : throw CliFault.Usage($"There is no schema {path}.");

    /// <summary>Reads a schema.</summary>
    /// <exception cref="CliFault">It is wrong; the message says where.</exception>
    public static DataSchema Parse(ReadOnlySpan<byte> json, string path)
    {
        try
        {
            var schema = JsonSerializer.Deserialize(json, DataJson.Default.DataSchema);
            return Checked(schema ?? throw CliFault.Usage($"{path} is empty."), path);
        }
        catch (JsonException fault)
        {
            var place = fault.LineNumber is { } line ? $", line {line + 1}" : string.Empty;
            throw CliFault.Usage($"{path} is not a schema{place}: {Words(fault.Message)}", "DATA.md shows one, and every key there is.");
        }
    }

    /// <summary>The schema as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, DataJson.Default.DataSchema);

    // The reader speaks of members of .NET; a person wrote a key.
    private static string Words(string message) => UnknownKey().Match(message) is { Success: true } unknown
        ? $"it has a key that is not known: {unknown.Groups[1].Value}"
        : message.Split(" Path: ")[0];

    [GeneratedRegex("^The JSON property '([^']*)' could not be mapped")]
    private static partial Regex UnknownKey();

    private static DataSchema Checked(DataSchema schema, string path)
    {
        foreach (var column in schema.Columns)
        {
            if (column.Name.Length == 0)
            {
                throw CliFault.Usage($"{path}: a column has no name.");
            }

            if (column.Mean.HasValue != column.Deviation.HasValue || column.Deviation is <= 0 || column.Min > column.Max)
            {
                throw CliFault.Usage($"{path}: column `{column.Name}` needs mean and a positive deviation together, and min not above max.");
            }
        }

        // Normalising some columns and not others is never meant, and normalising none where some say how would be silent.
        if (schema.Columns.FirstOrDefault(column => column.Mean is null) is { } bare && schema.Columns.Any(column => column.Mean is not null))
        {
            throw CliFault.Usage($"{path}: column `{bare.Name}` has no mean and deviation, and others have.", "Give them for all columns (0 and 1 leave a value as it is), or for none.");
        }

        if (schema.Columns.Sum(column => (long)Math.Max(1, column.Count)) > DataFileLimits.ColumnsMax || schema.Columns.Any(column => column.Count < 0) || schema.RowsMin < 0)
        {
            throw CliFault.Usage($"{path}: more than {DataFileLimits.ColumnsMax} columns, or a negative count.");
        }

        schema.Columns = [.. schema.Columns.SelectMany(column => column.Count <= 1 ? [column] : Enumerable.Range(1, column.Count).Select(column.Numbered))];
        if (schema.Shape is { } shape && shape.Aggregate(1L, (product, size) => size > 0 ? product * size : 0) != schema.Columns.Count)
        {
            throw CliFault.Usage($"{path}: shape does not have as many elements as there are columns.");
        }

        return schema;
    }
}
