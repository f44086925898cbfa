using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Training.Gradients;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Learning.Training;

/// <summary>Changes weights, and their packed forms, while the gradient's rows are still in the nearest cache: it never goes to memory. Element by
/// element what <see cref="IOptimizer.Apply"/> does with all of it.</summary>
internal sealed class StreamedUpdate : IGradientSink
{
    private readonly IOptimizer optimizer;
    private readonly Tensor[] tensors;
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);

    public StreamedUpdate(IOptimizer optimizer, WeightSet weights, IReadOnlyList<int> trained)
    {
        this.optimizer = optimizer;
        tensors = new Tensor[trained.Count];
        for (int i = 0; i < trained.Count; i++)
        {
            tensors[i] = weights.Tensors[trained[i]];
            numbers.Add(weights.Layout.Parameters[trained[i]].Name, i);
        }
    }

    /// <summary>Whose packed forms follow.</summary>
    public ModelWeights? Forms { get; set; }

    public int Find(string name) => numbers.GetValueOrDefault(name, -1);

    public void Take(int index, int start, ReadOnlySpan<float> gradient)
    {
        optimizer.Apply(index, tensors[index], start, gradient);
        Forms?.Changed(tensors[index], start, gradient.Length);
    }
}
