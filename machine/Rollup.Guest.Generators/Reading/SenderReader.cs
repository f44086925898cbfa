using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rollup.Guest.Generators.Model;

namespace Rollup.Guest.Generators.Reading;

/// <summary>Reads <c>[From("0x…")]</c> and <c>[FromMember(nameof(X))]</c>. A condition is kept as <c>address:0x…</c>, <c>value:X</c> or <c>predicate:X</c>.</summary>
internal static class SenderReader
{
    public static EquatableList<string> Read(IMethodSymbol method, INamedTypeSymbol owner, List<Problem> problems)
    {
        var senders = new List<string>();
        foreach (var attribute in method.GetAttributes())
        {
            var argument = attribute.ConstructorArguments.FirstOrDefault().Value as string ?? "";
            var sender = attribute.AttributeClass?.ToDisplayString() switch
            {
                Names.From => Address(argument),
                Names.FromMember => Member(owner, argument),
                _ => "",
            };
            if (sender is null)
            {
                problems.Add(new Problem(
                    Problems.Sender,
                    $"\"{argument}\" is neither an address with a right checksum nor a member of {owner.Name} of type Address, nor a method bool {argument}(Address).",
                    Place.Of(method)));
            }
            else if (sender.Length > 0)
            {
                senders.Add(sender);
            }
        }

        return new(senders);
    }

    private static string? Address(string text) => AddressText.IsValid(text) ? $"address:{text}" : null;

    private static string? Member(INamedTypeSymbol owner, string name) =>
        owner.GetMembers(name).Select(member => member switch
        {
            IPropertySymbol property when IsAddress(property.Type) => $"value:{name}",
            IFieldSymbol field when IsAddress(field.Type) => $"value:{name}",
            IMethodSymbol { Parameters.Length: 1, ReturnType.SpecialType: SpecialType.System_Boolean } method when IsAddress(method.Parameters[0].Type) => $"predicate:{name}",
            _ => null,
        }).FirstOrDefault(condition => condition is not null);

    private static bool IsAddress(ITypeSymbol type) => type.Full() == "global::Rollup.Primitives.Address";
}
