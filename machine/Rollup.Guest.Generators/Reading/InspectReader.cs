using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Rollup.Guest.Generators.Model;

namespace Rollup.Guest.Generators.Reading;

/// <summary>Reads a method as a handler of questions: <c>jobs/{id}/leaderboard?offset=&amp;limit=</c>.</summary>
internal static class InspectReader
{
    private static readonly HashSet<string> Parsable =
    [
        "string", "bool", "byte", "ushort", "uint", "ulong", "int", "long", "global::System.UInt128", "global::Rollup.Primitives.UInt256",
        "global::Rollup.Primitives.Address", "global::Rollup.Primitives.Hash32",
    ];

    /// <summary>A handler; null, and a problem noted, when pattern and method do not fit.</summary>
    public static InspectHandler? Read(IMethodSymbol method, string pattern, List<Problem> problems)
    {
        var problemCount = problems.Count;
        var parts = pattern.TrimStart('/').Split('?');
        var segments = parts[0].Length == 0 ? [] : parts[0].Split('/');
        var query = parts.Length > 1 ? [.. parts[1].Split('&').Select(name => name.TrimEnd('='))] : System.Array.Empty<string>();
        if (parts.Length > 2 || segments.Any(segment => !IsSegment(segment)) || query.Any(name => !SyntaxFacts.IsValidIdentifier(name)))
        {
            problems.Add(Fault(method, pattern, "it is not segments, {placeholders} and ?query=&names="));
            return null;
        }

        var call = new List<string>();
        var parameters = new List<InspectParameter>();
        foreach (var parameter in method.Parameters)
        {
            if (parameter.Type.Full() == Names.InspectContext)
            {
                call.Add("@context");
            }
            else if (Parameter(parameter, segments, query, pattern, problems) is { } read)
            {
                call.Add(parameter.Name);
                parameters.Add(read);
            }
        }

        var unbound = segments.Where(IsPlaceholder).Select(Inner).Concat(query).FirstOrDefault(name => parameters.All(parameter => parameter.Name != name));
        if (unbound is not null && problems.Count == problemCount)
        {
            problems.Add(Fault(method, pattern, $"the method has no parameter {unbound}"));
        }

        var (answer, type) = Answer(method);
        return problems.Count > problemCount
            ? null
            : new InspectHandler(pattern.TrimStart('/'), new(segments), new(query), method.Name, new(call), new(parameters), answer, type, Place.Of(method));
    }

    private static (InspectAnswerKind Kind, string Type) Answer(IMethodSymbol method) =>
        method.ReturnsVoid ? (InspectAnswerKind.None, "")
        : method.ReturnType.SpecialType == SpecialType.System_String ? (InspectAnswerKind.Text, "")
        : method.ReturnType.Full() == "byte[]" ? (InspectAnswerKind.Bytes, "")
        : (InspectAnswerKind.Json, Underlying(method.ReturnType).Full());

    private static InspectParameter? Parameter(IParameterSymbol parameter, string[] segments, string[] query, string pattern, List<Problem> problems)
    {
        var type = Underlying(parameter.Type).Full();
        var index = System.Array.IndexOf(segments, "{" + parameter.Name + "}");
        if (!Parsable.Contains(type))
        {
            problems.Add(Fault((IMethodSymbol)parameter.ContainingSymbol, pattern, $"a path or query cannot hold {parameter.Type.ToDisplayString()} {parameter.Name}"));
            return null;
        }

        if (index < 0 && !query.Contains(parameter.Name))
        {
            problems.Add(Fault((IMethodSymbol)parameter.ContainingSymbol, pattern, $"it does not name the parameter {parameter.Name}"));
            return null;
        }

        return new InspectParameter(parameter.Name, type, index, Default(parameter));
    }

    private static string? Default(IParameterSymbol parameter)
    {
        if (!parameter.HasExplicitDefaultValue)
        {
            return parameter.NullableAnnotation == NullableAnnotation.Annotated ? "default" : null;
        }

        return parameter.ExplicitDefaultValue switch
        {
            null => "default",
            string text => SymbolDisplay.FormatLiteral(text, quote: true),
            bool flag => flag ? "true" : "false",
            System.IFormattable number => $"({Underlying(parameter.Type).Full()}){number.ToString(null, CultureInfo.InvariantCulture)}",
            _ => "default",
        };
    }

    private static ITypeSymbol Underlying(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    private static bool IsSegment(string segment) =>
        IsPlaceholder(segment) ? SyntaxFacts.IsValidIdentifier(Inner(segment)) : segment.Length > 0 && segment.All(c => char.IsLetterOrDigit(c) || "-_.~".IndexOf(c) >= 0);

    private static bool IsPlaceholder(string segment) => segment.StartsWith("{", System.StringComparison.Ordinal) && segment.EndsWith("}", System.StringComparison.Ordinal);

    private static string Inner(string segment) => segment.Substring(1, segment.Length - 2);

    private static Problem Fault(IMethodSymbol method, string pattern, string what) =>
        new(Problems.Pattern, $"\"{pattern}\" does not fit {method.Name}: {what}.", Place.Of(method));
}
