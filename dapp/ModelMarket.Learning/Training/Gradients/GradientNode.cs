using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Operators;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Training.Gradients;

/// <summary>One node during the backward pass: its forward values, the gradients of its outputs, and where those of its inputs go.</summary>
internal sealed class GradientNode(BackwardPass pass, NodeContext context, GradientRule rule)
{
    private readonly bool[] wants = new bool[context.Node.Inputs.Count];
    private readonly Dictionary<(string Purpose, int Count), float[]> buffers = [];
    private readonly Dictionary<(int K, int N, int RowStep, int ColumnStep), PackedMatrix> packed = [];
    private readonly Tensor?[] scratch = new Tensor?[context.Node.Inputs.Count];

    /// <summary>The node as it was planned: operator set, shapes, geometry.</summary>
    public NodeContext Context { get; } = context;

    /// <summary>The node.</summary>
    public OnnxNode Node => Context.Node;

    /// <summary>The forward run.</summary>
    public PlanRun Forward => pass.ForwardRun;

    /// <summary>How independent parts run.</summary>
    public IPartition Partition => pass.Partition;

    /// <summary>Inputs the node names.</summary>
    public int InputCount => Node.Inputs.Count;

    /// <summary>True when the gradient of that input is needed.</summary>
    public bool Wants(int index) => index < wants.Length && wants[index];

    /// <summary>Marks an input as one whose gradient is needed.</summary>
    public void Want(int index) => wants[index] = true;

    /// <summary>The forward value of a required input.</summary>
    public Tensor In(int index) => pass.Forward(Node.Inputs[index])!;

    /// <summary>The forward value of an optional input.</summary>
    public Tensor? TryIn(int index) => index < Node.Inputs.Count && Node.Inputs[index].Length > 0 ? pass.Forward(Node.Inputs[index]) : null;

    /// <summary>The forward value of an output.</summary>
    public Tensor Out(int index = 0) => pass.Forward(Node.Outputs[index])!;

    /// <summary>The gradient of the loss by an output; zeros where nothing downstream used it.</summary>
    public ReadOnlySpan<float> OutGradient(int index = 0) => OutGradientTensor(index).Floats;

    /// <summary>The same as a tensor.</summary>
    public Tensor OutGradientTensor(int index = 0) => pass.GradientOf(Node.Outputs[index]);

    /// <summary>Memory for the node's share of an input's gradient; the rule writes every element, then calls <see cref="Commit"/>.</summary>
    public Tensor Target(int index)
    {
        string name = Node.Inputs[index];
        if (pass.IsFresh(name))
            return pass.GradientOf(name);
        return scratch[index] ??= Tensor.Create(ElementType.Float, pass.GradientOf(name).Shape);
    }

    /// <summary>Adds the share to the gradient: the first is stored, later ones are added element by element in the order of the backward pass.</summary>
    public void Commit(int index)
    {
        string name = Node.Inputs[index];
        if (pass.IsFresh(name))
        {
            pass.MarkUsed(name);
            return;
        }

        BroadcastGradient.AddTo(scratch[index]!.Floats, pass.GradientOf(name).Floats);
    }

    /// <summary>Where rows of an input's gradient go as soon as they are known, or −1: all of it goes to <see cref="Target"/>.</summary>
    public int SinkOf(int index) => pass.SinkOf(Node.Inputs[index]);

    /// <summary>The packed form that holds the right side of a product, or null: the weight itself does.</summary>
    public PackedMatrix? PackedRight() => SinkOf(1) is >= 0 and var sink ? pass.Sink!.PackedOf(sink) : null;

    /// <summary>Tells the sink which elements of a packed gradient come next.</summary>
    public void Announce(int sink, int start, int count) => pass.Sink!.Expect(sink, start, count);

    /// <summary>Gives elements of a gradient, from <paramref name="start"/> on, to the sink. Calls for different elements may run at once.</summary>
    public void Send(int sink, int start, ReadOnlySpan<float> gradient) => pass.Sink!.Take(sink, start, gradient);

    /// <summary>Memory of that many floats for a purpose, the same in every pass; holds what was written last.</summary>
    public float[] Buffer(string purpose, int count)
    {
        if (!buffers.TryGetValue((purpose, count), out float[]? buffer))
            buffers.Add((purpose, count), buffer = new float[count]);
        return buffer;
    }

    /// <summary>The right side of a product in panels, in memory that is the same in every pass.</summary>
    public PackedMatrix Pack(ReadOnlySpan<float> b, int k, int n, int rowStep, int columnStep, int lanes)
    {
        if (packed.TryGetValue((k, n, rowStep, columnStep), out PackedMatrix? matrix))
            matrix.Refill(b);
        else
            packed.Add((k, n, rowStep, columnStep), matrix = PackedMatrix.Of(b, k, n, rowStep, columnStep, lanes));
        return matrix;
    }

    /// <summary>Runs the rule.</summary>
    public void Differentiate() => rule(this);

    /// <summary>An integer attribute.</summary>
    public long Int(string name, long otherwise) => Node.Find(name) is { } attribute ? attribute.Int : otherwise;

    /// <summary>A float attribute.</summary>
    public float Float(string name, float otherwise) => Node.Find(name) is { } attribute ? attribute.Float : otherwise;

    /// <summary>An integer list attribute; empty where absent.</summary>
    public ReadOnlySpan<long> Ints(string name) => Node.Find(name) is { } attribute ? attribute.Ints : [];

    /// <summary>A text attribute.</summary>
    public string Text(string name, string otherwise) => Node.Find(name) is { } attribute ? attribute.Text : otherwise;
}
