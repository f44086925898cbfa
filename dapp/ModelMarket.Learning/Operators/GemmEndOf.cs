using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>What follows a product: a bias per column, then max(·, 0).</summary>
/// <param name="Bias">One number per column, or null.</param>
/// <param name="Relu">Whether negative results become +0.</param>
internal readonly record struct GemmEndOf(Tensor? Bias, bool Relu);
