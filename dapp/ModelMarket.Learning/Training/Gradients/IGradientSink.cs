using ModelMarket.Learning.Kernels;

namespace ModelMarket.Learning.Training.Gradients;

/// <summary>Takes the gradient of a weight piece by piece, when no later step of the backward pass reads that weight.</summary>
internal interface IGradientSink
{
    /// <summary>The number under which a weight's gradient is taken, or −1: it goes to memory.</summary>
    int Find(string name);

    /// <summary>The packed form that holds a weight, in whose order all its gradients are then taken; null: they come in the weight's own order. The weight
    /// itself is behind its packed form from then on.</summary>
    PackedMatrix? PackedOf(int index);

    /// <summary>Says which numbers of a packed weight are taken next, before their gradient is computed; nothing depends on it.</summary>
    void Expect(int index, int start, int count);

    /// <summary>Takes elements from <paramref name="start"/> on. Each element comes once in a pass; calls for different elements may run at once.</summary>
    void Take(int index, int start, ReadOnlySpan<float> gradient);
}
