namespace ModelMarket.Learning.Onnx;

/// <summary>A dimension: a number, or a name to be bound by the caller, or neither.</summary>
/// <param name="Size">The number, or −1.</param>
/// <param name="Symbol">The name, or empty.</param>
public readonly record struct OnnxDimension(int Size, string Symbol)
{
    /// <summary>True when the model says the number.</summary>
    public bool IsKnown => Size >= 0;
}
