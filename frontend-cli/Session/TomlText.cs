using System.Text.RegularExpressions;
using Tomlyn;
using Tomlyn.Model;

namespace ModelMarket.Cli.Session;

/// <summary>Reads a TOML file for people: a value of the wrong kind is named with its key and line, and a key that nobody knows is refused, since it is
/// a mistyped one.</summary>
internal static partial class TomlText
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">Makes of the text what it stands for.</param>
    /// <param name="mend">What to do about a file that cannot be read; may be empty.</param>
    /// <exception cref="CliFault">It cannot be read; the words name the line and the key.</exception>
    public static T Load<T>(string path, Func<string, T> read, string mend = "")
    {
        var text = File.ReadAllText(path);
        try
        {
            return read(text);
        }
        catch (TomlException fault)
        {
            throw CliFault.Usage($"{path} cannot be read{Place(fault)}: {Words(fault, text)}", mend);
        }
    }

    /// <summary>Refuses keys that nobody knows.</summary>
    /// <param name="unknown">What was left over when the file was read.</param>
    /// <param name="known">The keys there are.</param>
    /// <param name="where">The file, and the table in it.</param>
    /// <exception cref="CliFault">There is one; the words name the known key that is nearest.</exception>
    public static void RequireKnown(TomlTable? unknown, IReadOnlyList<string> known, string where)
    {
        if (unknown?.Keys.FirstOrDefault() is { } key)
        {
            var mend = Nearest.Of(key, known) is { } near ? $"Did you mean `{near}`?" : $"It takes: {string.Join(", ", known)}.";
            throw CliFault.Usage($"{where} has a key that is not known: {key}", mend);
        }
    }

    private static string Place(TomlException fault) => fault.Line is { } line ? $", line {line}" : string.Empty;

    private static string Words(TomlException fault, string text)
    {
        var message = fault.Diagnostics is [var first, ..] ? first.Message : fault.Message;
        var key = fault.Line is { } line ? text.Split('\n').ElementAtOrDefault(line - 1)?.Split('=', 2) is [var left, _] ? left.Trim() : "a value" : "a value";
        if (WrongKind().Match(message) is { Success: true } kind)
        {
            return $"{key} takes {Kind(kind.Groups[1].Value)}, not {Kind(kind.Groups[2].Value)}.";
        }

        return message.Contains("out of range", StringComparison.Ordinal) ? $"{key} is too large or too small." : Prefix().Replace(message, string.Empty).Trim();
    }

    private static string Kind(string token) => token switch
    {
        "String" => "text in quotation marks",
        "Integer" => "a whole number",
        "Float" => "a number",
        "Boolean" => "true or false",
        "StartArray" => "a list",
        "StartTable" => "a table",
        _ => token,
    };

    [GeneratedRegex(@"Expected (\w+) token but was (\w+)\.")]
    private static partial Regex WrongKind();

    [GeneratedRegex(@"^\(\d+,\d+\) : error : ")]
    private static partial Regex Prefix();
}
