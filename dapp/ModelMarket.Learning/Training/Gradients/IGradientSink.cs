namespace ModelMarket.Learning.Training.Gradients;

/// <summary>Takes the gradient of a weight piece by piece, when no later step of the backward pass reads that weight.</summary>
internal interface IGradientSink
{
    /// <summary>The number under which a weight's gradient is taken, or −1: it goes to memory.</summary>
    int Find(string name);

    /// <summary>Takes elements from <paramref name="start"/> on. Each element comes once in a pass; calls for different elements may run at once.</summary>
    void Take(int index, int start, ReadOnlySpan<float> gradient);
}
