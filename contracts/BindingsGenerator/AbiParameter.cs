namespace BindingsGenerator;

/// <summary>One parameter, return value or struct field of an ABI.</summary>
/// <param name="Name">Solidity name; empty where the source has none.</param>
/// <param name="Type">ABI type, such as <c>uint64</c> or <c>tuple[]</c>.</param>
/// <param name="StructName">Name of the Solidity struct where the type is a tuple or an array of them, else empty.</param>
/// <param name="Indexed">Whether an event carries it as a topic.</param>
/// <param name="Components">Fields of the struct.</param>
public sealed record AbiParameter(string Name, string Type, string StructName, bool Indexed, IReadOnlyList<AbiParameter> Components)
{
    /// <summary>Whether the ABI puts the value behind an offset.</summary>
    public bool IsDynamic =>
        Type is "bytes" or "string" || IsArray || (StructName.Length > 0 && Components.Any(part => part.IsDynamic));

    /// <summary>Whether it is an array of unknown length.</summary>
    public bool IsArray => Type.EndsWith("[]", StringComparison.Ordinal);

    /// <summary>The type as signatures spell it: structs as tuples of their fields.</summary>
    public string Signature => StructName.Length == 0
        ? Type
        : $"({string.Join(',', Components.Select(part => part.Signature))}){Type["tuple".Length..]}";

    /// <summary>The name of the C# property, or of the local where <paramref name="upper"/> is false.</summary>
    /// <param name="index">Position, which names what the source does not.</param>
    /// <param name="upper">Whether the first letter is a capital.</param>
    public string CSharpName(int index, bool upper)
    {
        var name = Name.Trim('_');
        name = name.Length == 0 ? $"item{index}" : name;
        return (upper ? char.ToUpperInvariant(name[0]) : char.ToLowerInvariant(name[0])) + name[1..];
    }
}
