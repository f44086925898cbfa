using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Training.Gradients;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Learning.Training;

/// <summary>Changes weights while a few rows of their gradient are in the nearest cache: it never goes to memory. A weight that the forward pass has
/// packed is changed there, where the next pass reads it, and written back when somebody else asks for it (<see cref="Restore"/>). Number by number
/// what <see cref="IOptimizer.Apply"/> does with all of it.</summary>
internal sealed class StreamedUpdate : IGradientSink
{
    private readonly IOptimizer optimizer;
    private readonly Tensor[] tensors;
    private readonly PackedMatrix?[] packed;
    private readonly int[] rooms; // 0: not yet known, −1: the weight's own order
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private ModelWeights? forms;

    public StreamedUpdate(IOptimizer optimizer, WeightSet weights, IReadOnlyList<int> trained)
    {
        this.optimizer = optimizer;
        tensors = new Tensor[trained.Count];
        packed = new PackedMatrix?[trained.Count];
        rooms = new int[trained.Count];
        for (int i = 0; i < trained.Count; i++)
        {
            tensors[i] = weights.Tensors[trained[i]];
            numbers.Add(weights.Layout.Parameters[trained[i]].Name, i);
        }
    }

    /// <summary>Whose packed forms are changed from now on.</summary>
    public void Use(ModelWeights weights)
    {
        if (weights == forms)
            return;
        Restore();
        Array.Clear(packed);
        forms = weights;
    }

    /// <summary>Brings the weights themselves to what their packed forms hold.</summary>
    public void Restore()
    {
        for (int i = 0; i < packed.Length; i++)
            packed[i]?.Unpack(tensors[i].Floats);
    }

    public int Find(string name) => numbers.GetValueOrDefault(name, -1);

    public PackedMatrix? PackedOf(int index)
    {
        if (packed[index] is { } known)
            return known;
        PackedMatrix? matrix = forms?.MatrixOf(tensors[index]);
        int room = matrix is null ? -1 : matrix.Floats.Length;
        Invariant.Require(rooms[index] == 0 || rooms[index] == room, "what the optimizer keeps would change its order");
        rooms[index] = room;
        if (matrix is not null)
            optimizer.Reserve(index, room);
        return packed[index] = matrix;
    }

    public void Expect(int index, int start, int count)
    {
        NearCache.Bring(packed[index]!.Floats.Slice(start, count));
        optimizer.Expect(index, start, count);
    }

    public void Take(int index, int start, ReadOnlySpan<float> gradient) =>
        optimizer.Apply(index, packed[index] is { } matrix ? matrix.Floats : tensors[index].Floats, start, gradient);
}
