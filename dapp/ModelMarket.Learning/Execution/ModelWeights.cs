using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Execution;

/// <summary>
/// The initializers of a plan's model with some replaced, and the packed forms that kernels made of them. One object serves
/// any number of runs and batches, one at a time, and every plan of the same model (a full batch and a short last one).
/// </summary>
public sealed class ModelWeights
{
    private readonly Dictionary<string, Tensor> replaced = new(StringComparer.Ordinal);
    private readonly Dictionary<(Tensor Source, string Form), object> packed = [];

    /// <summary>The model's own initializers.</summary>
    public ModelWeights()
    {
    }

    /// <summary>The model's initializers with the given ones in place of those of the same name; names, types and shapes are checked when a run starts.</summary>
    public ModelWeights(IReadOnlyDictionary<string, Tensor> replacements, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(replacements);
        ArgumentNullException.ThrowIfNull(names);
        foreach (string name in names)
            replaced[name] = replacements[name];
        Names = [.. names];
    }

    /// <summary>Names of the replaced initializers, in the caller's order.</summary>
    public IReadOnlyList<string> Names { get; } = [];

    /// <summary>The replacement, or null.</summary>
    internal Tensor? Find(string name) => replaced.TryGetValue(name, out Tensor? tensor) ? tensor : null;

    /// <summary>Forgets packed forms: call after writing into a tensor that is used here (a training step).</summary>
    public void Changed() => packed.Clear();

    /// <summary>The packed form of a weight, made once.</summary>
    internal T Packed<T>(Tensor source, string form, Func<Tensor, T> make)
        where T : class
    {
        if (packed.TryGetValue((source, form), out object? found))
            return (T)found;
        T made = make(source);
        packed[(source, form)] = made;
        return made;
    }
}
