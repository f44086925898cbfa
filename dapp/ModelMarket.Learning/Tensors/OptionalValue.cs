namespace ModelMarket.Learning.Tensors;

/// <summary>A value that may be absent (ONNX <c>optional(T)</c>).</summary>
/// <param name="content">The value, or null.</param>
public sealed class OptionalValue(Value? content) : Value
{
    /// <summary>The value, or null.</summary>
    public Value? Content { get; } = content;

    /// <inheritdoc/>
    public override long SizeBytes => Content?.SizeBytes ?? 0;
}
