using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rollup.Guest.Generators.Model;

namespace Rollup.Guest.Generators.Reading;

/// <summary>Reads an interface with <c>[RollupContract]</c>.</summary>
internal static class ContractReader
{
    public static ContractModel Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var problems = new List<Problem>();
        var file = AbiFileOf(context.Attributes[0]);
        var isPartial = ((TypeDeclarationSyntax)context.TargetNode).Modifiers.Any(SyntaxKind.PartialKeyword);
        if ((file is not null && !isPartial) || type.ContainingType is not null || type.IsGenericType)
        {
            problems.Add(new Problem(
                Problems.NotPartial, $"{type.Name} must be neither nested nor generic, and partial when its methods come from an ABI file.", Place.Of(type)));
        }

        var inputs = file is not null
            ? []
            : type.GetMembers().OfType<IMethodSymbol>().Where(method => method.MethodKind == MethodKind.Ordinary)
                .Select(method => InputReader.Read(method, "this", EquatableList<string>.Empty, problems)).OfType<InputHandler>().ToArray();
        var accessibility = type.DeclaredAccessibility == Accessibility.Public ? "public" : "internal";
        return new ContractModel(Names.NamespaceOf(type), type.Name, accessibility, file, new(inputs), new(problems), Place.Of(type));
    }

    /// <summary>The ABI file that an attribute names; null when it names none.</summary>
    public static string? AbiFileOf(AttributeData attribute) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Abi").Value.Value as string;
}
