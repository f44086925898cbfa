using System;
using System.Collections.Generic;
using System.Text;

namespace Rollup.Guest.Generators.Reading;

/// <summary>Reads JSON into lists, dictionaries and strings (numbers and words stay text). The compiler has no JSON parser to lend.</summary>
internal sealed class JsonText
{
    private const int DepthMax = 64;

    private readonly string _text;
    private int _position;

    private JsonText(string text) => _text = text;

    /// <summary>The value that the text holds.</summary>
    /// <exception cref="FormatException">It is no JSON.</exception>
    public static object Parse(string text)
    {
        var reader = new JsonText(text);
        var value = reader.Value(0);
        reader.Space();
        return reader._position == text.Length ? value : throw reader.Fault("more after the value");
    }

    private object Value(int depth)
    {
        Space();
        if (depth > DepthMax || _position >= _text.Length)
        {
            throw Fault(depth > DepthMax ? "too deep" : "the end");
        }

        return _text[_position] switch
        {
            '{' => Object(depth),
            '[' => List(depth),
            '"' => Text(),
            _ => Word(),
        };
    }

    private Dictionary<string, object> Object(int depth)
    {
        var members = new Dictionary<string, object>(StringComparer.Ordinal);
        _position++;
        for (Space(); !Take('}'); Space())
        {
            if (members.Count > 0)
            {
                Need(',');
                Space();
            }

            var name = Text();
            Space();
            Need(':');
            members[name] = Value(depth + 1);
        }

        return members;
    }

    private List<object> List(int depth)
    {
        var items = new List<object>();
        _position++;
        for (Space(); !Take(']'); Space())
        {
            if (items.Count > 0)
            {
                Need(',');
            }

            items.Add(Value(depth + 1));
        }

        return items;
    }

    private string Text()
    {
        Need('"');
        var text = new StringBuilder();
        while (!Take('"'))
        {
            var character = Next();
            text.Append(character == '\\' ? Escaped() : character);
        }

        return text.ToString();
    }

    private char Escaped()
    {
        var escape = Next();
        return escape switch
        {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\b',
            'f' => '\f',
            'u' => Unicode(),
            '"' or '\\' or '/' => escape,
            _ => throw Fault("an unknown escape"),
        };
    }

    private char Unicode()
    {
        var code = 0;
        for (var i = 0; i < 4; i++)
        {
            var digit = "0123456789abcdef".IndexOf(char.ToLowerInvariant(Next()));
            code = digit < 0 ? throw Fault("an unknown escape") : (code * 16) + digit;
        }

        return (char)code;
    }

    private string Word()
    {
        var start = _position;
        while (_position < _text.Length && (char.IsLetterOrDigit(_text[_position]) || "+-.".IndexOf(_text[_position]) >= 0))
        {
            _position++;
        }

        return _position > start ? _text.Substring(start, _position - start) : throw Fault("no value");
    }

    private void Space()
    {
        while (_position < _text.Length && _text[_position] is (' ' or '\t' or '\r' or '\n'))
        {
            _position++;
        }
    }

    private char Next() => _position < _text.Length ? _text[_position++] : throw Fault("the end");

    private bool Take(char character)
    {
        var ok = _position < _text.Length && _text[_position] == character;
        _position += ok ? 1 : 0;
        return ok;
    }

    private void Need(char character)
    {
        if (!Take(character))
        {
            throw Fault($"no '{character}'");
        }
    }

    private FormatException Fault(string found) => new($"It is no JSON: {found} at character {_position}.");
}
