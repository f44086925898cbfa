using System.Text;
using ModelMarket.Learning.Data;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Cli.Data;

/// <summary>Loads the rows of a file: safetensors as they are, tables and arrays by a schema, normalised as it says so that every client does the same.</summary>
internal static class DataFile
{
    private static readonly string[] FeatureNames = ["x", "X", "data", "features", "images"];
    private static readonly string[] LabelNames = ["y", "Y", "target", "labels", "label"];

    /// <summary>Loads rows.</summary>
    /// <param name="path">CSV (also <c>.tsv</c>, <c>.txt</c>, <c>.data</c>), ARFF, Parquet, IDX, NPY, NPZ or safetensors.</param>
    /// <param name="label">Column of the label in a table, or a second file of labels for IDX and NPY; null for the schema's, or the last.</param>
    /// <param name="schema">What the job wants; null for whatever there is. Its normalisation is not applied to safetensors, which are ready for the model.</param>
    /// <exception cref="CliFault">The file is missing, too large or does not fit.</exception>
    public static LoadedData Load(string path, string? label = null, DataSchema? schema = null)
    {
        Require(path);
        if (Extension(path) == ".safetensors")
        {
            return LoadSafetensors(path);
        }

        var loaded = ReadArrays(path, label) is var (x, y) ? ArrayRows.Load(x, y, schema) : TableConverter.Convert(ReadTable(path), label, schema);
        return Normalised(loaded, schema);
    }

    /// <summary>Everything in a file that does not fit.</summary>
    /// <returns>Rows there are, and the problems.</returns>
    /// <exception cref="CliFault">The file is no table at all, or lacks a column.</exception>
    public static (int Rows, IReadOnlyList<DataProblem> Problems) Check(string path, string? label, DataSchema? schema)
    {
        Require(path);
        if (Extension(path) == ".safetensors")
        {
            return (LoadSafetensors(path).DataSet.RowCount, []);
        }

        if (ReadArrays(path, label) is var (x, y))
        {
            return (x.Shape[0], ArrayRows.Check(x, y, schema));
        }

        var table = ReadTable(path);
        return (table.Rows.Count, TableConverter.Check(table, label, schema));
    }

    /// <summary>Reads a table.</summary>
    public static Table ReadTable(string path)
    {
        if (Extension(path) == ".parquet")
        {
            // The library reads asynchronously only; loading rows is a step of its own, off any thread that others wait for.
            return Task.Run(() => ParquetTable.ReadAsync(path, CancellationToken.None)).GetAwaiter().GetResult();
        }

        using var reader = new StreamReader(path, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return Extension(path) == ".arff" ? ArffReader.Read(reader, Path.GetFileName(path)) : CsvReader.Read(reader, Path.GetFileName(path));
    }

    /// <summary>Makes rows of a table and normalises them as the schema says.</summary>
    public static LoadedData LoadTable(Table table, string? label, DataSchema? schema) => Normalised(TableConverter.Convert(table, label, schema), schema);

    private static LoadedData Normalised(LoadedData loaded, DataSchema? schema)
    {
        if (schema is not null && Standardisation.Of(schema) is { } standardisation)
        {
            standardisation.Apply(loaded.DataSet);
        }

        if (schema?.Shape is not { } shape)
        {
            return loaded;
        }

        var rows = loaded.DataSet;
        var x = Tensor.From<float>(rows.Inputs[0].Tensor.Floats.ToArray(), [rows.RowCount, .. shape]);
        return DataSet.TryCreate([new DataInput("", x)], rows.Targets, rows.Weights, rows.Slices, out var shaped, out var fault) && shaped is not null
            ? loaded with { DataSet = shaped }
            : throw CliFault.Usage(fault.Detail);
    }

    private static void Require(string path)
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
    }

    private static string Extension(string path) => Path.GetExtension(path).ToLowerInvariant();

    /// <summary>Features and labels of a file of numbers; null for a table.</summary>
    private static (NumberArray X, NumberArray Y)? ReadArrays(string path, string? label)
    {
        if (Extension(path) == ".npz")
        {
            var arrays = NumpyReader.ReadArchive(path);
            return (Named(arrays, FeatureNames, path), Named(arrays, label is null ? LabelNames : [label], path));
        }

        if (Extension(path) != ".npy" && !IsIdx(path))
        {
            return null;
        }

        var x = ReadArray(path);
        var beside = label ?? IdxReader.LabelsBeside(path);
        if (beside is not null && File.Exists(beside))
        {
            return (x, ReadArray(beside));
        }

        return x.Shape is [var rows, var columns] && columns >= 2 && label is null
            ? LastColumn(x, rows, columns)
            : throw CliFault.Usage($"{path} has no labels beside it.", "Name their file: --label labels.npy");
    }

    private static NumberArray ReadArray(string path)
    {
        Require(path);
        return Extension(path) == ".npy" ? NumpyReader.Read(File.ReadAllBytes(path), Path.GetFileName(path)) : IdxReader.Read(path);
    }

    private static bool IsIdx(string path)
    {
        var name = Path.GetFileName(path);
        return name.Contains("-idx", StringComparison.Ordinal) || name.Contains(".idx", StringComparison.OrdinalIgnoreCase);
    }

    private static NumberArray Named(IReadOnlyList<NumberArray> arrays, string[] names, string path) =>
        names.Select(name => arrays.FirstOrDefault(array => array.Name == name)).FirstOrDefault(found => found is not null)
        ?? throw CliFault.Usage($"{path} has no array {string.Join(" or ", names)}; it has {string.Join(", ", arrays.Select(array => array.Name))}.");

    private static (NumberArray X, NumberArray Y) LastColumn(NumberArray all, int rows, int columns)
    {
        var (x, y) = (new float[rows * (columns - 1)], new float[rows]);
        for (var row = 0; row < rows; row++)
        {
            all.Values.AsSpan(row * columns, columns - 1).CopyTo(x.AsSpan(row * (columns - 1)));
            y[row] = all.Values[(row * columns) + columns - 1];
        }

        return (new NumberArray($"{all.Name} without its last column, the label,", [rows, columns - 1], x), new NumberArray(all.Name, [rows], y));
    }

    private static LoadedData LoadSafetensors(string path) =>
        DataSet.TryDecode(File.ReadAllBytes(path), out var data, out var fault) && data is not null
            ? new LoadedData(data, [], [])
            : throw CliFault.Usage($"{path}: {fault.Detail}");
}
