using System.Globalization;
using System.Text;

namespace ModelMarket.Cli.Data;

/// <summary>
/// Reads comma-separated text (RFC 4180: quotes, doubled quotes, line breaks in quotes), with <c>;</c> or tab instead of the comma where the
/// first line says so. The first line may be names, or scikit-learn's <c>rows,features,class,…</c>, or already the first row.
/// </summary>
internal sealed class CsvReader
{
    private const char Quote = '"';

    private readonly TextReader _input;
    private readonly string _name;
    private char _separator;
    private int _line = 1;
    private int _fieldCount;

    private CsvReader(TextReader input, string name)
    {
        _input = input;
        _name = name;
    }

    /// <summary>Reads a table.</summary>
    /// <param name="input">The text.</param>
    /// <param name="name">Where it comes from, for messages.</param>
    /// <exception cref="CliFault">Not a table; the message names line and reason.</exception>
    public static Table Read(TextReader input, string name)
    {
        var reader = new CsvReader(input, name);
        var rows = reader.ReadRows();
        if (rows.Count == 0)
        {
            throw CliFault.Usage($"{name} is empty.");
        }

        return ScikitHeader(rows, name) ?? PlainTable(rows, name);
    }

    /// <summary>Whether a field is a number as tables write them.</summary>
    public static bool TryNumber(string field, out double value) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    /// <summary><c>569,30,malignant,benign</c>: rows, features and class names; each row has the features and the label's number.</summary>
    private static Table? ScikitHeader(List<TableRow> rows, string name)
    {
        var head = rows[0].Fields;
        var isHeader = head.Length >= 4 && rows.Count > 1
            && int.TryParse(head[0], NumberStyles.None, CultureInfo.InvariantCulture, out var rowCount)
            && int.TryParse(head[1], NumberStyles.None, CultureInfo.InvariantCulture, out var featureCount)
            && rows[1].Fields.Length == featureCount + 1
            && rowCount > 0
            && head.Skip(2).All(field => !TryNumber(field, out _));
        if (!isHeader)
        {
            return null;
        }

        var body = rows[1..];
        if (body.Count != int.Parse(head[0], CultureInfo.InvariantCulture))
        {
            throw CliFault.Usage($"{name}: the first line announces {head[0]} rows, the file has {body.Count}.");
        }

        return Checked(new Table(name, Numbered(body[0].Fields.Length), false, head[2..], body));
    }

    private static Table PlainTable(List<TableRow> rows, string name)
    {
        var head = rows[0].Fields;
        var isNames = head.All(field => field.Length > 0 && !TryNumber(field, out _)) || (rows.Count > 1 && NamesOverNumbers(head, rows[1].Fields));
        if (isNames && rows.Count == 1)
        {
            throw CliFault.Usage($"{name} has a header and no rows.");
        }

        return Checked(isNames
            ? new Table(name, head, true, null, rows[1..])
            : new Table(name, Numbered(head.Length), false, null, rows));
    }

    /// <summary>A first line with a text where the next has a number is a line of names even if some names look like numbers.</summary>
    private static bool NamesOverNumbers(string[] head, string[] next)
    {
        for (var i = 0; i < Math.Min(head.Length, next.Length); i++)
        {
            if (head[i].Length > 0 && !TryNumber(head[i], out _) && TryNumber(next[i], out _))
            {
                return true;
            }
        }

        return false;
    }

    private static Table Checked(Table table)
    {
        foreach (var row in table.Rows)
        {
            if (row.Fields.Length != table.Columns.Count)
            {
                throw CliFault.Usage($"{table.Name}, line {row.Line}: {row.Fields.Length} fields; the table has {table.Columns.Count} columns.");
            }
        }

        return table;
    }

    private static string[] Numbered(int count) =>
        [.. Enumerable.Range(1, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"column {i}"))];

    private List<TableRow> ReadRows()
    {
        var rows = new List<TableRow>();
        while (_input.Peek() >= 0)
        {
            var line = _line;
            var fields = ReadRow(rows.Count == 0);
            if (fields is not [""])
            {
                rows.Add(new TableRow(line, fields));
            }
        }

        return rows;
    }

    private string[] ReadRow(bool isFirst)
    {
        if (!isFirst)
        {
            return ReadFields(_input);
        }

        // The first line decides the separator; it is read whole, so its quotes may not span lines.
        var first = _input.ReadLine() ?? "";
        _separator = SeparatorOf(first);
        using var text = new StringReader(first);
        var fields = ReadFields(text);
        _line++;
        return fields;
    }

    private string[] ReadFields(TextReader input)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        while (true)
        {
            var end = ReadField(input, field);
            fields.Add(field.ToString().Trim());
            if (++_fieldCount > DataFileLimits.FieldsMax || fields.Count > DataFileLimits.ColumnsMax)
            {
                throw CliFault.Usage($"{_name}, line {_line}: more than {DataFileLimits.ColumnsMax} columns or {DataFileLimits.FieldsMax} fields.");
            }

            if (end != _separator)
            {
                return [.. fields];
            }
        }
    }

    /// <summary>Reads one field and what ends it: the separator, a line break, or -1 at the end of the text.</summary>
    private int ReadField(TextReader input, StringBuilder field)
    {
        field.Clear();
        var quoted = false;
        while (true)
        {
            var next = input.Read();
            if (next == '\n')
            {
                _line++;
            }

            if (next < 0 && quoted)
            {
                throw CliFault.Usage($"{_name}, line {_line}: a quotation mark is not closed.");
            }

            if (!quoted && (next < 0 || next == '\n' || next == _separator))
            {
                return next;
            }

            if (next != Quote)
            {
                Append(field, (char)next);
            }
            else if (quoted && input.Peek() == Quote)
            {
                Append(field, (char)input.Read());
            }
            else
            {
                quoted = !quoted;
            }
        }
    }

    private void Append(StringBuilder field, char character)
    {
        if (field.Length == DataFileLimits.FieldCharactersMax)
        {
            throw CliFault.Usage($"{_name}, line {_line}: a field has more than {DataFileLimits.FieldCharactersMax} characters.");
        }

        field.Append(character);
    }

    private static char SeparatorOf(string line)
    {
        var best = ',';
        foreach (var candidate in (ReadOnlySpan<char>)[';', '\t'])
        {
            best = line.AsSpan().Count(candidate) > line.AsSpan().Count(best) ? candidate : best;
        }

        return best;
    }
}
