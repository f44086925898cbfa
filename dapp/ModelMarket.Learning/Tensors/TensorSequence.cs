namespace ModelMarket.Learning.Tensors;

/// <summary>An ordered list of values of one type (ONNX <c>seq(T)</c>).</summary>
/// <param name="elementType">The type of the tensors in it.</param>
/// <param name="items">The values, in order.</param>
public sealed class TensorSequence(ElementType elementType, IReadOnlyList<Value> items) : Value
{
    /// <summary>The type of the tensors in it.</summary>
    public ElementType ElementType { get; } = elementType;

    /// <summary>The values, in order.</summary>
    public IReadOnlyList<Value> Items { get; } = items;

    /// <inheritdoc/>
    public override long SizeBytes
    {
        get
        {
            long sum = 0;
            foreach (Value item in Items)
                sum += item.SizeBytes;
            return sum;
        }
    }
}
