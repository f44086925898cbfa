using System.Text;
using ModelMarket.Learning.Data;

namespace ModelMarket.Cli.Data;

/// <summary>Loads the rows of a file: safetensors as they are, CSV through a table.</summary>
internal static class DataFile
{
    /// <summary>Loads rows.</summary>
    /// <param name="path">A <c>.safetensors</c> or <c>.csv</c> file (also <c>.tsv</c>, <c>.txt</c>, <c>.data</c>).</param>
    /// <param name="label">Column of the label in a table; null for the schema's, or the last.</param>
    /// <param name="schema">What the job wants; null for whatever there is. Its normalisation is applied to tables, never to safetensors,
    /// which are ready for the model.</param>
    /// <exception cref="CliFault">The file is missing, too large or does not fit.</exception>
    public static LoadedData Load(string path, string? label = null, DataSchema? schema = null)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw CliFault.Usage($"There is no file {path}.");
        }

        if (file.Length > DataFileLimits.FileBytesMax)
        {
            throw CliFault.Usage($"{path} has {file.Length} bytes; at most {DataFileLimits.FileBytesMax} are read.");
        }

        return string.Equals(file.Extension, ".safetensors", StringComparison.OrdinalIgnoreCase)
            ? LoadSafetensors(path)
            : LoadTable(ReadTable(path), label, schema);
    }

    /// <summary>Reads a table's text.</summary>
    public static Table ReadTable(string path)
    {
        using var reader = new StreamReader(path, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return CsvReader.Read(reader, Path.GetFileName(path));
    }

    /// <summary>Makes rows of a table and normalises them as the schema says.</summary>
    public static LoadedData LoadTable(Table table, string? label, DataSchema? schema)
    {
        var loaded = TableConverter.Convert(table, label, schema);
        if (schema is not null && Standardisation.Of(schema) is { } standardisation)
        {
            standardisation.Apply(loaded.DataSet);
        }

        return loaded;
    }

    private static LoadedData LoadSafetensors(string path) =>
        DataSet.TryDecode(File.ReadAllBytes(path), out var data, out var fault) && data is not null
            ? new LoadedData(data, [], [])
            : throw CliFault.Usage($"{path}: {fault.Detail}");
}
