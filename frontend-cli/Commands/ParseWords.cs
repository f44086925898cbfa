using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace ModelMarket.Cli.Commands;

/// <summary>What is wrong with a command line, in words for people: the parser speaks of types of .NET and of commands that were not provided.</summary>
internal static partial class ParseWords
{
    /// <summary>One sentence for each thing that is wrong.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (command.Subcommands.Count == 0)
        {
            return [.. parsed.Errors.Select(Words)];
        }

        // A group of verbs, and none of them was named: one sentence, whatever else stands there.
        var verbs = command.Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name).ToList();
        if (parsed.UnmatchedTokens.FirstOrDefault(word => !word.StartsWith('-')) is not { } typed)
        {
            return parsed.UnmatchedTokens is [var option, ..] ? [$"There is no option {option} here."] : [$"A verb is missing: {string.Join(", ", verbs)}."];
        }

        return [$"There is no verb {typed} here. {(Nearest.Of(typed, verbs) is { } near ? $"Did you mean {near}?" : $"There are {string.Join(", ", verbs)}.")}"];
    }

    private static string Words(ParseError error)
    {
        var typed = error.SymbolResult?.Tokens is [.., var last] ? last.Value : string.Empty;
        return error.SymbolResult switch
        {
            OptionResult { Option: var option } when IsWrongType(error) => $"{option.Name} takes {Kind(option.ValueType)}, not {typed}.",
            ArgumentResult { Argument: var argument, Parent: OptionResult { Option: var option } } when IsWrongType(error) => $"{option.Name} takes {Kind(argument.ValueType)}, not {typed}.",
            ArgumentResult { Argument: var argument } when IsWrongType(error) => $"<{argument.Name}> is {Kind(argument.ValueType)}, not {typed}.",
            _ when TooMuch().Match(error.Message) is { Success: true } match => match.Groups[1].Value is var word && word.StartsWith('-') ? $"There is no option {word} here." : $"{word} is a word too many here.",
            _ => error.Message,
        };
    }

    [GeneratedRegex("^Unrecognized command or argument '(.*)'\\.$")]
    private static partial Regex TooMuch();

    // The parser has no kind of error but its text.
    private static bool IsWrongType(ParseError error) => error.Message.StartsWith("Cannot parse argument", StringComparison.Ordinal);

    private static string Kind(Type type) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
    {
        TypeCode.Boolean => "true or false",
        TypeCode.UInt32 or TypeCode.UInt64 => "a whole number from 0",
        TypeCode.Int32 or TypeCode.Int64 => "a whole number",
        TypeCode.Double or TypeCode.Single or TypeCode.Decimal => "a number",
        _ => "something else",
    };
}
