using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Weights;

/// <summary>One tensor of a safetensors file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Shape">Its dimensions; do not write to them.</param>
/// <param name="Data">Its elements, little-endian, row-major: a window of the file.</param>
public sealed record SafetensorsEntry(string Name, ElementType Type, int[] Shape, ReadOnlyMemory<byte> Data)
{
    /// <summary>Elements.</summary>
    public int Count => Data.Length / Type.SizeBytes();

    /// <summary>A tensor of its own with these elements.</summary>
    public Tensor ToTensor()
    {
        Tensor tensor = Tensor.Create(Type, (int[])Shape.Clone());
        Data.Span.CopyTo(tensor.Bytes);
        return tensor;
    }
}
