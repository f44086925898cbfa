using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Training;

/// <summary>Turns gradients into new weights, element by element.</summary>
internal interface IOptimizer
{
    /// <summary>Begins a step: counts it.</summary>
    void BeginStep(float learningRate);

    /// <summary>Changes parameter <paramref name="index"/> by its gradient.</summary>
    void Apply(int index, Tensor weights, Tensor gradient);
}
