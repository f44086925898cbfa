using System.Linq;

namespace Rollup.Guest.Generators.Model;

/// <summary>A type on both sides: in calldata and in C#.</summary>
/// <param name="Form">How it lies in calldata.</param>
/// <param name="Canonical">The canonical ABI text, e.g. <c>(uint64,bytes32[])[2]</c>.</param>
/// <param name="CSharp">The C# type, fully qualified.</param>
/// <param name="Size">Bits of a number, bytes of <c>bytesN</c>, elements of a fixed array; else 0.</param>
/// <param name="Children">Fields of a tuple, or the one element type of an array.</param>
/// <param name="FieldNames">Properties of the record of a tuple, in order.</param>
internal sealed record AbiNode(
    AbiForm Form, string Canonical, string CSharp, int Size, EquatableList<AbiNode> Children, EquatableList<string> FieldNames)
{
    public static AbiNode Leaf(AbiForm form, string canonical, string csharp, int size = 0) =>
        new(form, canonical, csharp, size, EquatableList<AbiNode>.Empty, EquatableList<string>.Empty);

    public static AbiNode Array(AbiNode element) =>
        new(AbiForm.Array, element.Canonical + "[]", element.CSharp + "[]", 0, new([element]), EquatableList<string>.Empty);

    public static AbiNode FixedArray(AbiNode element, int count) =>
        new(AbiForm.FixedArray, $"{element.Canonical}[{count}]", element.CSharp + "[]", count, new([element]), EquatableList<string>.Empty);

    public static AbiNode Tuple(string csharp, EquatableList<AbiNode> fields, EquatableList<string> names) =>
        new(AbiForm.Tuple, $"({string.Join(",", fields.Select(field => field.Canonical))})", csharp, 0, fields, names);

    /// <summary>Whether the value lies behind an offset.</summary>
    public bool IsDynamic => Form switch
    {
        AbiForm.Bytes or AbiForm.Text or AbiForm.Array => true,
        AbiForm.FixedArray or AbiForm.Tuple => Children.Any(child => child.IsDynamic),
        _ => false,
    };
}
