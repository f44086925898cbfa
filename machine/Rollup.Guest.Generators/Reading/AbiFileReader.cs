using System;
using System.Collections.Generic;
using System.Linq;
using Rollup.Guest.Generators.Model;

namespace Rollup.Guest.Generators.Reading;

/// <summary>Reads the functions of an ABI: a JSON list as solc writes it, or an artifact of Foundry or Hardhat with an <c>abi</c> member.
/// Functions that only read the chain (<c>view</c>, <c>pure</c>) are no inputs and left out.</summary>
internal sealed class AbiFileReader
{
    private readonly string _scope;
    private readonly List<AbiRecord> _records = [];

    private AbiFileReader(string scope) => _scope = scope;

    /// <summary>Reads a file.</summary>
    /// <param name="text">Its content.</param>
    /// <param name="scope">The interface that its structs are nested in, fully qualified.</param>
    public static AbiFile Read(string text, string scope)
    {
        var reader = new AbiFileReader(scope);
        try
        {
            var functions = reader.Functions(JsonText.Parse(text));
            return new AbiFile(new(functions), new(reader._records), functions.Length == 0 ? "It has no function that could be an input." : null);
        }
        catch (FormatException error)
        {
            return new AbiFile(EquatableList<AbiFunction>.Empty, EquatableList<AbiRecord>.Empty, error.Message);
        }
    }

    private AbiFunction[] Functions(object root)
    {
        var list = root is Dictionary<string, object> artifact && artifact.TryGetValue("abi", out var abi) ? abi : root;
        return list is List<object> items
            ? [.. items.OfType<Dictionary<string, object>>().Where(IsInput).Select(Function)]
            : throw new FormatException("It is neither a list nor an object with an \"abi\" member.");
    }

    private static bool IsInput(Dictionary<string, object> item) =>
        Text(item, "type") == "function" && Text(item, "stateMutability") is not ("view" or "pure");

    private AbiFunction Function(Dictionary<string, object> item)
    {
        var name = Text(item, "name");
        return name.Length == 0
            ? throw new FormatException("A function has no name.")
            : new AbiFunction(name, Arguments(item, "inputs", Names.Pascal(name)));
    }

    private EquatableList<Argument> Arguments(Dictionary<string, object> item, string member, string owner)
    {
        var inputs = item.TryGetValue(member, out var value) && value is List<object> list ? list : throw new FormatException($"{owner} has no \"{member}\".");
        return new(inputs.Select((input, index) => input is Dictionary<string, object> parameter
            ? Argument(parameter, index, owner)
            : throw new FormatException($"A parameter of {owner} is no object.")));
    }

    private Argument Argument(Dictionary<string, object> parameter, int index, string owner)
    {
        var name = Text(parameter, "name").TrimStart('_');
        name = name.Length == 0 ? $"argument{index}" : name;
        var type = Text(parameter, "type");
        return new Argument(name, Type(parameter, type, owner + Names.Pascal(name)) ?? throw new FormatException($"{owner}: parameter {name} has the unsupported type {type}."));
    }

    private AbiNode? Type(Dictionary<string, object> parameter, string type, string fallbackName)
    {
        var count = AbiTypes.LastDimension(type, out var inner);
        if (count >= 0)
        {
            var element = Type(parameter, inner, fallbackName);
            return element is null ? null : count == 0 ? AbiNode.Array(element) : AbiNode.FixedArray(element, count);
        }

        return type == "tuple" ? Record(parameter, fallbackName) : AbiTypes.OfElementary(type);
    }

    private AbiNode Record(Dictionary<string, object> parameter, string fallbackName)
    {
        var name = RecordName(Text(parameter, "internalType"), fallbackName);
        var fields = Arguments(parameter, "components", name);
        var known = _records.FirstOrDefault(record => record.Name == name);
        if (known is not null && !known.Fields.Equals(fields))
        {
            name = fallbackName; // two structs of one name from different scopes
            known = null;
        }

        if (known is null)
        {
            _records.Add(new AbiRecord(name, fields));
        }

        return AbiNode.Tuple(
            $"{_scope}.{name}", new(fields.Select(field => field.Type)), new(fields.Select(field => Names.Pascal(field.Name))));
    }

    // "struct IBank.Terms[]" names Terms.
    private static string RecordName(string internalType, string fallbackName)
    {
        var name = internalType.StartsWith("struct ", StringComparison.Ordinal) ? internalType.Substring(7).Split('[')[0].Split('.').Last() : "";
        return name.Length == 0 ? fallbackName : Names.Pascal(name);
    }

    private static string Text(Dictionary<string, object> item, string member) =>
        item.TryGetValue(member, out var value) && value is string text ? text : "";
}
