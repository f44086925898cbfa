using System.Linq;
using Microsoft.CodeAnalysis;

namespace Rollup.Guest.Generators.Reading;

/// <summary>Names that the generator looks for, and how it writes those it found.</summary>
internal static class Names
{
    public const string Routing = "Rollup.Guest.Routing.";
    public const string Application = Routing + "RollupApplicationAttribute";
    public const string Contract = Routing + "RollupContractAttribute";
    public const string Input = Routing + "InputAttribute";
    public const string OnDeposit = Routing + "OnDepositAttribute";
    public const string Fallback = Routing + "FallbackAttribute";
    public const string Inspect = Routing + "InspectAttribute";
    public const string From = Routing + "FromAttribute";
    public const string FromMember = Routing + "FromMemberAttribute";
    public const string AbiType = Routing + "AbiTypeAttribute";
    public const string AdvanceContext = "global::" + Routing + "AdvanceContext";
    public const string InspectContext = "global::" + Routing + "InspectContext";
    public const string Status = "global::Rollup.Guest.AdvanceStatus";
    public const string Deposits = "global::Rollup.Primitives.Assets.";

    public static string Full(this ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    public static AttributeData? Find(this ISymbol symbol, string attribute) =>
        symbol.GetAttributes().FirstOrDefault(data => data.AttributeClass?.ToDisplayString() == attribute);

    public static string NamespaceOf(ISymbol symbol) =>
        symbol.ContainingNamespace.IsGlobalNamespace ? "" : symbol.ContainingNamespace.ToDisplayString();

    /// <summary>The Solidity habit: <c>TransferAll</c> is <c>transferAll</c>.</summary>
    public static string Camel(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);

    /// <summary>The C# habit: <c>transferAll</c> is <c>TransferAll</c>.</summary>
    public static string Pascal(string name)
    {
        var trimmed = name.TrimStart('_');
        return trimmed.Length == 0 ? "" : char.ToUpperInvariant(trimmed[0]) + trimmed.Substring(1);
    }
}
