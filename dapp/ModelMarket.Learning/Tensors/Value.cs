namespace ModelMarket.Learning.Tensors;

/// <summary>What a name in a graph stands for: a <see cref="Tensor"/>, a <see cref="TensorSequence"/>, a <see cref="TensorMapList"/> or an <see cref="OptionalValue"/>.</summary>
public abstract class Value
{
    private protected Value()
    {
    }

    /// <summary>Bytes this value keeps alive.</summary>
    public abstract long SizeBytes { get; }
}
