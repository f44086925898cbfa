using System.Runtime.InteropServices;

namespace ModelMarket.Learning.Tensors;

/// <summary>
/// A dense row-major tensor. It owns a block of bytes or is a window of a larger one (an arena, another tensor with another
/// shape). Shapes are fixed when it is made; elements may be written by whoever holds it.
/// </summary>
public sealed class Tensor : Value
{
    private readonly byte[] block;
    private readonly int offsetBytes;
    private readonly string[]? text;

    private Tensor(ElementType type, int[] shape, int count, byte[] block, int offsetBytes, string[]? text)
    {
        Type = type;
        Shape = shape;
        Count = count;
        this.block = block;
        this.offsetBytes = offsetBytes;
        this.text = text;
    }

    /// <summary>The element type.</summary>
    public ElementType Type { get; }

    /// <summary>The dimensions; do not write to them.</summary>
    public int[] Shape { get; }

    /// <summary>How many elements.</summary>
    public int Count { get; }

    /// <summary>How many dimensions; 0 is a scalar.</summary>
    public int Rank => Shape.Length;

    /// <inheritdoc/>
    public override long SizeBytes => text is null ? (long)Count * Type.SizeBytes() : 16L * Count;

    /// <summary>The elements as little-endian bytes (the memory itself; every supported host is little-endian). Not for text.</summary>
    public Span<byte> Bytes => block.AsSpan(offsetBytes, Count * Type.SizeBytes());

    /// <summary>The elements; <see cref="Type"/> must be Float.</summary>
    public Span<float> Floats => Elements<float>();

    /// <summary>The elements; <see cref="Type"/> must be Double.</summary>
    public Span<double> Doubles => Elements<double>();

    /// <summary>The elements; <see cref="Type"/> must be Int64.</summary>
    public Span<long> Int64s => Elements<long>();

    /// <summary>The elements; <see cref="Type"/> must be Int32.</summary>
    public Span<int> Int32s => Elements<int>();

    /// <summary>The elements; <see cref="Type"/> must be Bool.</summary>
    public Span<bool> Bools => Elements<bool>();

    /// <summary>The elements; <see cref="Type"/> must be String.</summary>
    public Span<string> Strings => text.AsSpan();

    /// <summary>A tensor of zeros (of empty texts).</summary>
    /// <param name="type">The element type.</param>
    /// <param name="shape">Dimensions within <see cref="LearningLimits"/>; kept, not copied.</param>
    public static Tensor Create(ElementType type, params int[] shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        Invariant.Require(type.IsSupported(), "tensor of a type without elements");
        Invariant.Require(TensorShape.TryCount(shape, out int count), "tensor larger than the limit");
        if (type != ElementType.String)
            return new Tensor(type, shape, count, new byte[checked(count * type.SizeBytes())], 0, null);
        var text = new string[count];
        Array.Fill(text, "");
        return new Tensor(type, shape, count, [], 0, text);
    }

    /// <summary>A copy of <paramref name="values"/> with a shape of as many elements.</summary>
    public static Tensor From<T>(ReadOnlySpan<T> values, params int[] shape)
        where T : unmanaged
    {
        Tensor tensor = Create(ElementTypes.Of<T>(), shape);
        Invariant.Require(tensor.Count == values.Length, "values do not fill the shape");
        values.CopyTo(tensor.Elements<T>());
        return tensor;
    }

    /// <summary>A tensor over <paramref name="values"/>, which it keeps.</summary>
    public static Tensor FromStrings(string[] values, params int[] shape)
    {
        ArgumentNullException.ThrowIfNull(values);
        Invariant.Require(TensorShape.TryCount(shape, out int count) && count == values.Length, "values do not fill the shape");
        return new Tensor(ElementType.String, shape, count, [], 0, values);
    }

    /// <summary>A tensor over a part of <paramref name="block"/>, which it keeps and does not clear.</summary>
    internal static Tensor Over(ElementType type, int[] shape, byte[] block, int offsetBytes)
    {
        Invariant.Require(TensorShape.TryCount(shape, out int count), "tensor larger than the limit");
        Invariant.Require((long)offsetBytes + (long)count * type.SizeBytes() <= block.Length, "window outside its block");
        return new Tensor(type, shape, count, block, offsetBytes, null);
    }

    /// <summary>The same elements under another shape with as many of them.</summary>
    public Tensor Reshaped(int[] shape)
    {
        Invariant.Require(TensorShape.TryCount(shape, out int count) && count == Count, "reshape changes the count");
        return new Tensor(Type, shape, Count, block, offsetBytes, text);
    }

    /// <summary>The same bytes read as another type of the same size.</summary>
    internal Tensor Retyped(ElementType type)
    {
        Invariant.Require(type.SizeBytes() == Type.SizeBytes(), "retyping changes the size");
        return new Tensor(type, Shape, Count, block, offsetBytes, text);
    }

    /// <summary>A tensor of its own with the same elements.</summary>
    public Tensor Copy()
    {
        if (text is not null)
            return FromStrings((string[])text.Clone(), Shape);
        Tensor copy = Create(Type, Shape);
        Bytes.CopyTo(copy.Bytes);
        return copy;
    }

    /// <summary>The elements as <typeparamref name="T"/>, which must have the size of the element type.</summary>
    public Span<T> Elements<T>()
        where T : unmanaged
    {
        Invariant.Require(text is null && System.Runtime.CompilerServices.Unsafe.SizeOf<T>() == Type.SizeBytes(), "elements read as another size");
        return MemoryMarshal.Cast<byte, T>(Bytes);
    }

    /// <summary>Type and shape as a person writes them: <c>Float[2,3]</c>.</summary>
    public override string ToString() => $"{Type}{TensorShape.Text(Shape)}";
}
