using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace Rollup.Guest.Generators.Reading;

/// <summary>The diagnostics of the generator. All are errors: code that routes wrongly must not build.</summary>
internal static class Problems
{
    public const string NotPartial = "RG001";
    public const string Parameter = "RG002";
    public const string SelectorTwice = "RG003";
    public const string Pattern = "RG004";
    public const string Return = "RG005";
    public const string AbiFile = "RG006";
    public const string Sender = "RG007";
    public const string PatternTwice = "RG008";
    public const string HandlerTwice = "RG009";
    public const string AbiType = "RG010";
    public const string JsonContext = "RG011";

    private static readonly Dictionary<string, DiagnosticDescriptor> Descriptors = new()
    {
        [NotPartial] = Describe(NotPartial, "The type must be partial and stand in a namespace"),
        [Parameter] = Describe(Parameter, "The parameter has no ABI type"),
        [SelectorTwice] = Describe(SelectorTwice, "Two handlers have the same selector"),
        [Pattern] = Describe(Pattern, "The inspect pattern does not fit the method"),
        [Return] = Describe(Return, "The return type is not one that a handler may have"),
        [AbiFile] = Describe(AbiFile, "The ABI file cannot be used"),
        [Sender] = Describe(Sender, "The sender condition is not understood"),
        [PatternTwice] = Describe(PatternTwice, "Two handlers answer the same path"),
        [HandlerTwice] = Describe(HandlerTwice, "Two handlers take the same inputs"),
        [AbiType] = Describe(AbiType, "The ABI type does not fit the C# type"),
        [JsonContext] = Describe(JsonContext, "A JSON answer needs a JSON context"),
    };

    public static DiagnosticDescriptor Descriptor(string id) => Descriptors[id];

    private static DiagnosticDescriptor Describe(string id, string title) =>
        new(id, title, "{0}", "Rollup.Guest", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
