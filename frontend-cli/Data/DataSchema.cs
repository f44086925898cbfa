using System.Text.Json;

namespace ModelMarket.Cli.Data;

/// <summary>What data a job wants, as a small JSON file: features in the model's order, the label, and how values are normalised, so that
/// every client does the same.</summary>
internal sealed class DataSchema
{
    /// <summary>Features in the order of the model's input.</summary>
    public IReadOnlyList<DataColumn> Columns { get; set; } = [];

    /// <summary>Name of the label's column; null for the last column.</summary>
    public string? Label { get; set; }

    /// <summary>Class names, index = label; null for numeric labels.</summary>
    public IReadOnlyList<string>? Classes { get; set; }

    /// <summary>Whether the label is a value to predict (F32) rather than a class (I64).</summary>
    public bool Regression { get; set; }

    /// <summary>Whether every column says how it is normalised.</summary>
    public bool HasStandardisation => Columns.Count > 0 && Columns.All(column => column is { Mean: not null, Deviation: not null });

    /// <summary>Reads a schema file.</summary>
    /// <exception cref="CliFault">It is missing or wrong; the message says where.</exception>
    public static DataSchema Load(string path)
    {
        if (!File.Exists(path))
        {
            throw CliFault.Usage($"There is no schema {path}.");
        }

        try
        {
            var schema = JsonSerializer.Deserialize(File.ReadAllText(path), DataJson.Default.DataSchema);
            return Checked(schema ?? throw CliFault.Usage($"{path} is empty."), path);
        }
        catch (JsonException fault)
        {
            throw CliFault.Usage($"{path} is not a schema: {fault.Message}");
        }
    }

    /// <summary>The schema as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, DataJson.Default.DataSchema);

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

        return schema;
    }
}
