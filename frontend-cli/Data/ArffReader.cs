using System.Text;

namespace ModelMarket.Cli.Data;

/// <summary>Reads dense ARFF, the format of Weka: <c>@attribute</c> lines name columns and classes, <c>@data</c> begins the rows.</summary>
internal static class ArffReader
{
    /// <summary>Reads a table.</summary>
    /// <exception cref="CliFault">Not such a file, or sparse; the message names the line.</exception>
    public static Table Read(TextReader input, string name)
    {
        var columns = new List<string>();
        IReadOnlyList<string>? classes = null;
        var line = 0;
        while (input.ReadLine() is { } text)
        {
            line++;
            text = text.Trim();
            if (text.StartsWith("@data", StringComparison.OrdinalIgnoreCase))
            {
                return Checked(new Table(name, columns, true, classes, Rows(input, name, line)));
            }

            if (text.StartsWith("@attribute", StringComparison.OrdinalIgnoreCase))
            {
                var (column, type) = Attribute(text["@attribute".Length..].Trim());
                columns.Add(column);
                classes = type.StartsWith('{') ? Split(type.Trim('{', '}', ' ')) : null; // of the last column: the label
            }
        }

        throw CliFault.Usage($"{name} has no @data.");
    }

    private static List<TableRow> Rows(TextReader input, string name, int line)
    {
        var rows = new List<TableRow>();
        while (input.ReadLine() is { } text)
        {
            line++;
            text = text.Trim();
            if (text.Length == 0 || text[0] == '%')
            {
                continue;
            }

            if (text[0] == '{')
            {
                throw CliFault.Usage($"{name}, line {line}: sparse ARFF is not read.", "Save it dense.");
            }

            rows.Add(new TableRow(line, Split(text)));
        }

        return rows;
    }

    private static Table Checked(Table table)
    {
        if (table.Rows.Count == 0)
        {
            throw CliFault.Usage($"{table.Name} has no rows.");
        }

        foreach (var row in table.Rows.Where(row => row.Fields.Length != table.Columns.Count))
        {
            throw CliFault.Usage($"{table.Name}, line {row.Line}: {row.Fields.Length} fields; {table.Columns.Count} attributes are declared.");
        }

        return table;
    }

    private static (string Name, string Type) Attribute(string text)
    {
        var quote = text.Length > 0 && text[0] is '\'' or '"' ? text[0] : ' ';
        var end = quote == ' ' ? text.IndexOfAny([' ', '\t']) : text.IndexOf(quote, 1);
        return end < 0 ? (text, "") : (text[..end].Trim(quote), text[(end + 1)..].Trim());
    }

    private static string[] Split(string text)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quote = '\0';
        foreach (var c in text)
        {
            if (quote != '\0' ? c == quote : c is '\'' or '"')
            {
                quote = quote == '\0' ? c : '\0';
            }
            else if (c == ',' && quote == '\0')
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else
            {
                field.Append(c);
            }
        }

        fields.Add(field.ToString().Trim());
        return [.. fields];
    }
}
