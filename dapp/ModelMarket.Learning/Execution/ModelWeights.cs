using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Execution;

/// <summary>
/// The initializers of a plan's model with some replaced, and the packed forms that kernels made of them. One object serves
/// any number of runs and batches, one at a time, and every plan of the same model (a full batch and a short last one).
/// </summary>
public sealed class ModelWeights
{
    private readonly Dictionary<string, Tensor> replaced = new(StringComparer.Ordinal);
    private readonly Dictionary<Tensor, List<Form>> forms = [];
    private readonly List<Form> all = [];

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

    /// <summary>Marks every packed form as old: call after writing into tensors that are used here. They are filled again when next needed.</summary>
    public void Changed()
    {
        foreach (Form form in all)
            form.IsOld = true;
    }

    /// <summary>Marks the packed forms of one tensor as old.</summary>
    internal void Changed(Tensor source)
    {
        if (!forms.TryGetValue(source, out List<Form>? made))
            return;
        foreach (Form form in made)
            form.IsOld = true;
    }

    /// <summary>The one packed matrix that was made of a weight and is not old, or null: there is none, or it does not hold all of the weight.</summary>
    internal PackedMatrix? MatrixOf(Tensor source) =>
        forms.TryGetValue(source, out List<Form>? made) && made is [{ IsOld: false, Packed: PackedMatrix matrix }] && matrix.IsWhole(source.Count) ? matrix : null;

    /// <summary>The packed form of a weight: made once, filled again after a change.</summary>
    internal T Packed<T>(Tensor source, string name, Func<Tensor, T> make)
        where T : class, IPackedForm
    {
        if (!forms.TryGetValue(source, out List<Form>? made))
            forms.Add(source, made = []);
        foreach (Form form in made)
        {
            if (form.Name != name)
                continue;
            if (form.IsOld)
                form.Packed.Refill(source.Floats);
            form.IsOld = false;
            return (T)form.Packed;
        }

        var added = new Form(name, make(source));
        made.Add(added);
        all.Add(added);
        return (T)added.Packed;
    }

    private sealed class Form(string name, IPackedForm packed)
    {
        public string Name { get; } = name;

        public IPackedForm Packed { get; } = packed;

        public bool IsOld { get; set; }
    }
}
