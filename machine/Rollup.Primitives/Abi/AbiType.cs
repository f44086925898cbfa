using System.Diagnostics.CodeAnalysis;

namespace Rollup.Primitives.Abi;

/// <summary>An ABI type that is known at run time only, e.g. from a signature that a person typed. Code whose types are known when it is
/// written uses <see cref="AbiWriter"/> and <see cref="AbiReader"/>.</summary>
public sealed class AbiType
{
    internal AbiType(AbiTypeKind kind, int size, IReadOnlyList<AbiType> components)
    {
        Kind = kind;
        Size = size;
        Components = components;
    }

    /// <summary>The family.</summary>
    public AbiTypeKind Kind { get; }

    /// <summary>Bits of a number, bytes of <c>bytesN</c>, elements of a fixed-size array; else 0.</summary>
    public int Size { get; }

    /// <summary>Fields of a tuple, or the one element type of an array; else empty.</summary>
    public IReadOnlyList<AbiType> Components { get; }

    /// <summary>Whether the value lies in the tail, behind an offset.</summary>
    public bool IsDynamic => Kind switch
    {
        AbiTypeKind.Bytes or AbiTypeKind.Text or AbiTypeKind.Array => true,
        AbiTypeKind.FixedArray or AbiTypeKind.Tuple => Components.Any(component => component.IsDynamic),
        _ => false,
    };

    /// <summary>Reads a canonical type such as <c>(uint64,bytes32[])[2]</c>: no spaces, names or aliases (<c>uint</c> is refused).</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out AbiType? type) => AbiTypeParser.TryParse(text, out type);

    /// <summary>Reads what <see cref="TryParse"/> accepts.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static AbiType Parse(string text) =>
        TryParse(text, out var type) ? type : throw new FormatException($"\"{text}\" is no canonical ABI type.");

    /// <summary>The canonical text.</summary>
    public override string ToString() => Kind switch
    {
        AbiTypeKind.UInt => $"uint{Size}",
        AbiTypeKind.Int => $"int{Size}",
        AbiTypeKind.Bool => "bool",
        AbiTypeKind.Address => "address",
        AbiTypeKind.FixedBytes => $"bytes{Size}",
        AbiTypeKind.Bytes => "bytes",
        AbiTypeKind.Text => "string",
        AbiTypeKind.Array => $"{Components[0]}[]",
        AbiTypeKind.FixedArray => $"{Components[0]}[{Size}]",
        _ => $"({string.Join(',', Components)})",
    };
}
