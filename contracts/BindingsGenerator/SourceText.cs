using System.Text;

namespace BindingsGenerator;

/// <summary>C# text with indentation.</summary>
internal sealed class SourceText
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public void Line(string line = "")
    {
        if (line is "}" or "};")
            _depth--;
        if (line.Length > 0)
            _text.Append(' ', 4 * _depth).Append(line);
        _text.Append('\n');
        if (line == "{")
            _depth++;
    }

    public void Continued(string line) => _text.Append(' ', 4 * (_depth + 1)).Append(line).Append('\n');

    /// <summary>A documentation comment; the words come from the Solidity source.</summary>
    public void Doc(string element, string words)
    {
        var closing = element.Split(' ')[0];
        Line($"/// <{element}>{Escaped(words)}</{closing}>");
    }

    public override string ToString() => _text.ToString();

    private static string Escaped(string words) =>
        words.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
}
