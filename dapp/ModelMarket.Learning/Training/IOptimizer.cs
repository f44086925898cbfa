using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Training;

/// <summary>Turns gradients into new weights, element by element.</summary>
internal interface IOptimizer
{
    /// <summary>Begins a step: counts it.</summary>
    void BeginStep(float learningRate);

    /// <summary>Changes elements of parameter <paramref name="index"/>, from <paramref name="start"/> on, by their gradient. Calls for different elements may run
    /// at once.</summary>
    void Apply(int index, Tensor weights, int start, ReadOnlySpan<float> gradient);
}
