using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rollup.Guest.Generators.Model;

namespace Rollup.Guest.Generators.Reading;

/// <summary>Maps C# types to ABI types, and ABI types to the C# types that hold them.</summary>
internal static class AbiTypes
{
    private const int DepthMax = 16;
    private const int FixedArrayCountMax = 65_536;
    private const string Memory = "global::System.ReadOnlyMemory<byte>";

    private static readonly Dictionary<string, string> Words = new()
    {
        ["bool"] = "bool",
        ["byte"] = "uint8",
        ["ushort"] = "uint16",
        ["uint"] = "uint32",
        ["ulong"] = "uint64",
        ["global::System.UInt128"] = "uint128",
        ["global::Rollup.Primitives.UInt256"] = "uint256",
        ["sbyte"] = "int8",
        ["short"] = "int16",
        ["int"] = "int32",
        ["long"] = "int64",
        ["global::System.Int128"] = "int128",
        ["global::Rollup.Primitives.Address"] = "address",
        ["global::Rollup.Primitives.Hash32"] = "bytes32",
    };

    private static readonly Dictionary<string, string> WordTypes = Words.ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>The ABI type of a C# type; null where there is none.</summary>
    /// <param name="type">The C# type.</param>
    /// <param name="text">What an attribute says of it; null when there is none.</param>
    /// <param name="depth">How deep this is nested.</param>
    public static AbiNode? Of(ITypeSymbol type, string? text, int depth = 0)
    {
        if (depth > DepthMax)
        {
            return null;
        }

        if (text is not null)
        {
            return OfText(type, text, depth);
        }

        var name = type.Full();
        return Words.TryGetValue(name, out var word) ? AbiNode.Leaf(AbiForm.Word, word, name)
            : name == "string" ? AbiNode.Leaf(AbiForm.Text, "string", name)
            : name is "byte[]" or Memory ? AbiNode.Leaf(AbiForm.Bytes, "bytes", name)
            : type is IArrayTypeSymbol { Rank: 1 } array ? Of(array.ElementType, null, depth + 1) is { } element ? AbiNode.Array(element) : null
            : type is INamedTypeSymbol { IsRecord: true } record ? OfRecord(record, depth)
            : null;
    }

    /// <summary>The C# side of an elementary ABI type; null for an unknown one.</summary>
    public static AbiNode? OfElementary(string abi) =>
        WordTypes.TryGetValue(abi, out var word) ? AbiNode.Leaf(AbiForm.Word, abi, word)
        : abi == "string" ? AbiNode.Leaf(AbiForm.Text, abi, "string")
        : abi == "bytes" ? AbiNode.Leaf(AbiForm.Bytes, abi, "byte[]")
        : Number(abi, "bytes") is >= 1 and < 32 and var size ? AbiNode.Leaf(AbiForm.FixedBytes, abi, "byte[]", size)
        : Number(abi, "uint") is > 0 and <= 256 and var bits && bits % 8 == 0 ? AbiNode.Leaf(AbiForm.OddNumber, abi, Holder("uint", bits), bits)
        : Number(abi, "int") is > 0 and <= 128 and var signed && signed % 8 == 0 ? AbiNode.Leaf(AbiForm.OddNumber, abi, Holder("int", signed), signed)
        : null;

    /// <summary>The count of a last dimension <c>[k]</c>: 0 for <c>[]</c>, −1 where there is no dimension or it is malformed.</summary>
    public static int LastDimension(string abi, out string element)
    {
        element = abi;
        var open = abi.LastIndexOf('[');
        if (open <= 0 || !abi.EndsWith("]", System.StringComparison.Ordinal))
        {
            return -1;
        }

        element = abi.Substring(0, open);
        var digits = abi.Substring(open + 1, abi.Length - open - 2);
        return digits.Length == 0 ? 0 : ParsePositive(digits) is > 0 and <= FixedArrayCountMax and var count ? count : -1;
    }

    private static AbiNode? OfText(ITypeSymbol type, string text, int depth)
    {
        var count = LastDimension(text, out var inner);
        if (count >= 0)
        {
            var element = type is IArrayTypeSymbol { Rank: 1 } array ? Of(array.ElementType, inner, depth + 1) : null;
            return element is null ? null : count == 0 ? AbiNode.Array(element) : AbiNode.FixedArray(element, count);
        }

        var name = type.Full();
        var node = OfElementary(text);
        return node is null ? null
            : node.CSharp == name ? node
            : name == Memory && node.Form is AbiForm.Bytes or AbiForm.FixedBytes ? node with { CSharp = name }
            : null;
    }

    private static AbiNode? OfRecord(INamedTypeSymbol record, int depth)
    {
        var constructor = record.InstanceConstructors
            .Where(candidate => candidate.Parameters.Length > 0 && !SymbolEqualityComparer.Default.Equals(candidate.Parameters[0].Type, record))
            .OrderByDescending(candidate => candidate.Parameters.Length).FirstOrDefault();
        if (constructor is null || constructor.Parameters.Any(parameter => !record.GetMembers(parameter.Name).OfType<IPropertySymbol>().Any()))
        {
            return null;
        }

        var fields = constructor.Parameters
            .Select(parameter => Of(parameter.Type, TextOf(parameter), depth + 1)).ToArray();
        return fields.Any(field => field is null)
            ? null
            : AbiNode.Tuple(record.Full(), new(fields!), new(constructor.Parameters.Select(parameter => parameter.Name)));
    }

    public static string? TextOf(IParameterSymbol parameter) =>
        parameter.Find(Names.AbiType)?.ConstructorArguments.FirstOrDefault().Value as string;

    private static string Holder(string family, int bits)
    {
        var width = 8;
        while (width < bits)
        {
            width *= 2;
        }

        return WordTypes[family + width.ToString(CultureInfo.InvariantCulture)];
    }

    private static int Number(string abi, string family) =>
        abi.StartsWith(family, System.StringComparison.Ordinal) ? ParsePositive(abi.Substring(family.Length)) : -1;

    private static int ParsePositive(string digits) =>
        digits.Length > 0 && digits[0] != '0' && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
