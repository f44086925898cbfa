namespace ModelMarket.Learning.Kernels;

/// <summary>What happens to finished sums of a product while they are near: the bias of their column, then max(·, 0).</summary>
/// <param name="bias">One number per column, or empty.</param>
/// <param name="relu">Whether negative results become +0.</param>
internal readonly ref struct GemmEnd(ReadOnlySpan<float> bias, bool relu)
{
    /// <summary>One number per column, or empty.</summary>
    public ReadOnlySpan<float> Bias { get; } = bias;

    /// <summary>Whether negative results become +0.</summary>
    public bool Relu { get; } = relu;

    /// <summary>True when there is anything to do.</summary>
    public bool Any => !Bias.IsEmpty || Relu;
}
