using System.Globalization;
using ModelMarket.Learning;
using ModelMarket.Learning.Data;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Cli.Data;

/// <summary>Turns a table into a data set and says, field by field, what does not fit.</summary>
internal sealed class TableConverter
{
    private readonly Table _table;
    private readonly TableColumns _columns;
    private readonly DataSchema? _schema;
    private readonly List<DataProblem> _problems = [];

    private TableConverter(Table table, TableColumns columns, DataSchema? schema)
    {
        _table = table;
        _columns = columns;
        _schema = schema;
    }

    /// <summary>Every field that does not fit the schema, or that is not a number; empty when all fit.</summary>
    public static IReadOnlyList<DataProblem> Check(Table table, string? label, DataSchema? schema)
    {
        var converter = new TableConverter(table, TableColumns.Of(table, label, schema), schema);
        converter.ReadFeatures();
        converter.ReadLabels(converter.ClassNames());
        return converter._problems;
    }

    /// <summary>Makes a data set of a table: <c>x</c> F32 [rows, features], <c>y</c> I64 classes or F32 values [rows].</summary>
    /// <exception cref="CliFault">Fields do not fit; the first few are named.</exception>
    public static LoadedData Convert(Table table, string? label, DataSchema? schema)
    {
        var converter = new TableConverter(table, TableColumns.Of(table, label, schema), schema);
        var features = converter.ReadFeatures();
        var classes = converter.ClassNames();
        var labels = converter.ReadLabels(classes);
        DataProblem.ThrowIfAny(table.Name, converter._problems);
        if (!DataSet.TryCreate([new DataInput("", features)], labels, null, null, out var data, out var fault) || data is null)
        {
            throw CliFault.Usage($"{table.Name}: {fault.Detail}");
        }

        return new LoadedData(data, [.. converter._columns.Features.Select(i => table.Columns[i])], classes);
    }

    private Tensor ReadFeatures()
    {
        var count = _columns.Features.Count;
        var values = new float[checked(_table.Rows.Count * count)];
        for (var row = 0; row < _table.Rows.Count; row++)
        {
            for (var i = 0; i < count; i++)
            {
                values[(row * count) + i] = ReadFeature(_table.Rows[row], i);
            }
        }

        return Tensor.From<float>(values, _table.Rows.Count, count);
    }

    private float ReadFeature(TableRow row, int feature)
    {
        var index = _columns.Features[feature];
        if (!TryNumber(row, index, out var value))
        {
            return 0;
        }

        if (_schema is { Columns.Count: > 0 } && _schema.Columns[feature].Fault(value) is { } fault)
        {
            Report(row, index, string.Create(CultureInfo.InvariantCulture, $"`{_schema.Columns[feature].Name}` (column {feature + 1} of the job's schema) {fault}"));
        }

        return (float)value;
    }

    /// <summary>The schema's or the file's class names; else, for labels that are words, the distinct words in ordinal order.</summary>
    private IReadOnlyList<string> ClassNames()
    {
        if (_schema?.Regression == true)
        {
            return [];
        }

        if (_schema?.Classes is { Count: > 0 } given)
        {
            return given;
        }

        if (_table.ClassNames is { } listed)
        {
            return listed;
        }

        return _table.Rows.All(row => CsvReader.TryNumber(row.Fields[_columns.Label], out _))
            ? []
            : [.. _table.Rows.Select(row => row.Fields[_columns.Label]).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private Tensor ReadLabels(IReadOnlyList<string> classes)
    {
        if (!IsValue(classes))
        {
            return Tensor.From<long>(_table.Rows.Select(row => ReadClass(row, classes)).ToArray(), _table.Rows.Count);
        }

        var values = _table.Rows.Select(row => TryNumber(row, _columns.Label, out var value) ? (float)value : 0).ToArray();
        return Tensor.From<float>(values, _table.Rows.Count);
    }

    /// <summary>Without a schema, numeric labels with a fraction are values, whole ones are classes.</summary>
    private bool IsValue(IReadOnlyList<string> classes) => _schema?.Regression
        ?? (classes.Count == 0 && _table.Rows.Any(row => CsvReader.TryNumber(row.Fields[_columns.Label], out var value) && value != Math.Floor(value)));

    private long ReadClass(TableRow row, IReadOnlyList<string> classes)
    {
        var text = row.Fields[_columns.Label];
        for (var i = 0; i < classes.Count; i++)
        {
            if (string.Equals(classes[i], text, StringComparison.Ordinal))
            {
                return i;
            }
        }

        var max = classes.Count == 0 ? LearningLimits.ClassesMax : classes.Count;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var label) && label < max)
        {
            return label;
        }

        Report(row, _columns.Label, classes.Count == 0
            ? $"the label `{text}` is not a class number from 0 to {max - 1}"
            : $"the label `{text}` is none of {string.Join(", ", classes)} and no number below {max}");
        return 0;
    }

    private bool TryNumber(TableRow row, int column, out double value)
    {
        var text = row.Fields[column];
        if (CsvReader.TryNumber(text, out value) && float.IsFinite((float)value))
        {
            return true;
        }

        Report(row, column, text is "" or "?" or "NA" or "na" or "NaN" or "nan" or "null"
            ? $"`{_table.Columns[column]}` is missing"
            : text.Replace(',', '.') is var point && text.Count(letter => letter == ',') == 1 && CsvReader.TryNumber(point, out _)
            ? $"`{_table.Columns[column]}` is `{text}`, with a decimal comma: save the file with decimal points, such as {point}"
            : $"`{_table.Columns[column]}` is `{text}`, not a number that fits 32 bits");
        return false;
    }

    private void Report(TableRow row, int column, string message) =>
        _problems.Add(new DataProblem(row.Line, _table.Columns[column], message));
}
