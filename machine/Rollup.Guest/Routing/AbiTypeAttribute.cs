namespace Rollup.Guest.Routing;

/// <summary>The ABI type of a parameter where C# has no type of its own for it: <c>[AbiType("bytes4")] byte[] id</c>, <c>[AbiType("uint24")] uint fee</c>,
/// <c>[AbiType("uint64[3]")] ulong[] triple</c>.</summary>
/// <param name="type">The canonical ABI type.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class AbiTypeAttribute(string type) : Attribute
{
    /// <summary>The canonical ABI type.</summary>
    public string Type => type;
}
