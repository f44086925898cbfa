using System.Globalization;
using ModelMarket.Learning.Data;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Cli.Data;

/// <summary>Turns arrays of numbers into a data set and says, row by row, what does not fit.</summary>
internal static class ArrayRows
{
    /// <summary>Checks features and labels against a schema.</summary>
    /// <param name="x">Features; the first dimension counts rows, the others are flattened.</param>
    /// <param name="y">Labels, one a row.</param>
    /// <param name="schema">What is wanted; null for whatever there is.</param>
    /// <returns>Every number that does not fit.</returns>
    /// <exception cref="CliFault">The arrays do not go together, or have another number of features.</exception>
    public static IReadOnlyList<DataProblem> Check(NumberArray x, NumberArray y, DataSchema? schema)
    {
        var (rows, features) = Shape(x, y, schema);
        var problems = new List<DataProblem>();
        for (var row = 0; row < rows; row++)
        {
            for (var i = 0; i < features; i++)
            {
                Feature(problems, row, i, x.Values[(row * features) + i], schema is { Columns.Count: > 0 } ? schema.Columns[i] : null);
            }

            Label(problems, row, y.Values[row], schema);
        }

        return problems;
    }

    /// <summary>Makes rows.</summary>
    /// <exception cref="CliFault">Something does not fit; the first few are named.</exception>
    public static LoadedData Load(NumberArray x, NumberArray y, DataSchema? schema)
    {
        DataProblem.ThrowIfAny(x.Name, Check(x, y, schema));
        var (rows, features) = Shape(x, y, schema);
        var isValue = schema?.Regression ?? y.Values.Any(value => value != MathF.Floor(value));
        var labels = isValue ? Tensor.From<float>(y.Values, rows) : Tensor.From<long>(y.Values.Select(value => (long)value).ToArray(), rows);
        return DataSet.TryCreate([new DataInput("", Tensor.From<float>(x.Values, rows, features))], labels, null, null, out var data, out var fault) && data is not null
            ? new LoadedData(data, [], schema?.Classes ?? [])
            : throw CliFault.Usage($"{x.Name}: {fault.Detail}");
    }

    private static (int Rows, int Features) Shape(NumberArray x, NumberArray y, DataSchema? schema)
    {
        var rows = x.Shape.Length >= 2 ? x.Shape[0] : 0;
        if (rows == 0 || y.Values.Length != rows)
        {
            throw CliFault.Usage($"{x.Name} is {x.ShapeText} and {y.Name} {y.ShapeText}; rows first, and one label a row, are needed.");
        }

        var features = x.Values.Length / rows;
        return schema is not { Columns.Count: > 0 } || schema.Columns.Count == features
            ? (rows, features)
            : throw CliFault.Usage($"{x.Name} has {features} features; the schema has {schema.Columns.Count}.");
    }

    private static void Feature(List<DataProblem> problems, int row, int feature, float value, DataColumn? column)
    {
        var name = column?.Name ?? string.Create(CultureInfo.InvariantCulture, $"column {feature + 1}");
        if (!float.IsFinite(value))
        {
            problems.Add(DataProblem.InRow(row + 1, name, $"`{name}` is not a finite number"));
        }
        else if (column is not null && column.Fault(value) is { } fault)
        {
            problems.Add(DataProblem.InRow(row + 1, name, $"`{name}` (column {feature + 1} of the job's schema) {fault}"));
        }
    }

    private static void Label(List<DataProblem> problems, int row, float value, DataSchema? schema)
    {
        var max = schema?.Classes is { Count: > 0 } classes ? classes.Count : ModelMarket.Learning.LearningLimits.ClassesMax;
        var isValue = schema?.Regression ?? false;
        if (!float.IsFinite(value) || (!isValue && schema is not null && (value != MathF.Floor(value) || value < 0 || value >= max)))
        {
            problems.Add(DataProblem.InRow(row + 1, "label", string.Create(CultureInfo.InvariantCulture, $"the label {value} is no class number from 0 to {max - 1}")));
        }
    }
}
