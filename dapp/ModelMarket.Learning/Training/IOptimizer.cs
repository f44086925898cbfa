namespace ModelMarket.Learning.Training;

/// <summary>Turns gradients into new weights, element by element.</summary>
internal interface IOptimizer
{
    /// <summary>Begins a step: counts it.</summary>
    void BeginStep(float learningRate);

    /// <summary>Says how many numbers parameter <paramref name="index"/> has where its layout has room besides its elements. Before its first change.</summary>
    void Reserve(int index, int count);

    /// <summary>Says that these numbers are changed next; nothing depends on it.</summary>
    void Expect(int index, int start, int count);

    /// <summary>Changes numbers of parameter <paramref name="index"/>, from <paramref name="start"/> on, by their gradient; they lie in the same order in
    /// every call. Calls for different numbers may run at once.</summary>
    void Apply(int index, Span<float> weights, int start, ReadOnlySpan<float> gradient);
}
