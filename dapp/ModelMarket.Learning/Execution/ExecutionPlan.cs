using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Execution;

/// <summary>
/// A model compiled for one set of input shapes: nodes in order, shapes of all values, work counted, memory laid out. It is
/// immutable and serves any number of runs. Results do not depend on any option but the limits (numerics.md §2).
/// </summary>
public sealed class ExecutionPlan
{
    internal ExecutionPlan(OnnxModel model, PlanOptions options, List<PlanSlot> slots, List<PlanStep> steps, PlanPorts ports, int arenaBytes)
    {
        Model = model;
        Options = options;
        Slots = slots;
        Steps = steps;
        Ports = ports;
        ArenaBytes = arenaBytes;
        foreach (PlanStep step in steps)
        {
            IsDynamic |= step.Dynamic;
            TotalWork += step.Work;
            LargestNodeWork = Math.Max(LargestNodeWork, step.Work + (step.MakesOutputs ? options.SubgraphWorkMax + options.CopyWorkMax : 0));
        }
    }

    /// <summary>Work units of one run; where <see cref="IsDynamic"/>, of the nodes whose shapes are known beforehand.</summary>
    public long TotalWork { get; }

    /// <summary>Work units of the largest node with all that its subgraphs may do, the longest a run goes without asking its budget.</summary>
    public long LargestNodeWork { get; }

    /// <summary>Work units that making the plan took.</summary>
    public long PlanningWork { get; internal init; }

    /// <summary>True when some shapes depend on data: those nodes are measured and charged when their inputs exist.</summary>
    public bool IsDynamic { get; }

    /// <summary>Bytes of the memory one run lays its values in.</summary>
    public int ArenaBytes { get; }

    /// <summary>The options the plan was made with.</summary>
    public PlanOptions Options { get; }

    /// <summary>How many nodes a run executes.</summary>
    public int StepCount => Steps.Count;

    /// <summary>Names of the outputs, in the model's order.</summary>
    public IReadOnlyList<string> OutputNames => Ports.OutputNames;

    /// <summary>Names of the inputs a run needs, in the model's order.</summary>
    public IReadOnlyList<string> InputNames => Ports.InputNames;

    /// <summary>The nodes a run executes, in order: functions expanded, shape computations done, unread nodes dropped.</summary>
    public IReadOnlyList<OnnxNode> Nodes
    {
        get
        {
            var nodes = new OnnxNode[Steps.Count];
            for (int i = 0; i < nodes.Length; i++)
                nodes[i] = Steps[i].Node.Node;
            return nodes;
        }
    }

    /// <summary>The value of a constant or initializer (not replaced) by name, or null.</summary>
    public Tensor? ConstantOf(string value) => Ports.SlotOf(value) is int slot and >= 0 ? Slots[slot].Fact.Known as Tensor : null;

    internal OnnxModel Model { get; }

    internal List<PlanSlot> Slots { get; }

    internal List<PlanStep> Steps { get; }

    internal PlanPorts Ports { get; }

    /// <summary>The shape of an output or any other value, or null where it depends on data or there is none of that name.</summary>
    public int[]? ShapeOf(string value) => Ports.SlotOf(value) is int slot and >= 0 ? Slots[slot].Fact.Shape : null;

    /// <summary>The element type of a value, or None where it is unknown.</summary>
    public ElementType TypeOf(string value) => Ports.SlotOf(value) is int slot and >= 0 ? Slots[slot].Fact.Type : ElementType.None;

    /// <summary>
    /// Plans a model with the default options. <paramref name="inputShapes"/> gives a shape for every input of the model that
    /// does not say one itself (the first dimension is usually the number of rows). Errors: 100 to 108 of
    /// <see cref="LearningError"/>, naming node, operator and operator set.
    /// </summary>
    public static bool TryCreate(OnnxModel model, IReadOnlyDictionary<string, int[]> inputShapes, out ExecutionPlan? plan, out LearningFault fault) =>
        TryCreate(model, inputShapes, PlanOptions.Default, out plan, out fault);

    /// <summary>Plans a model with options.</summary>
    public static bool TryCreate(
        OnnxModel model, IReadOnlyDictionary<string, int[]> inputShapes, PlanOptions options, out ExecutionPlan? plan, out LearningFault fault)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputShapes);
        ArgumentNullException.ThrowIfNull(options);
        return new PlanBuilder(model, options).TryBuild(inputShapes, out plan, out fault);
    }

    /// <summary>Starts a run. Inputs are read where they lie and must stay unchanged while it lasts.</summary>
    public bool TryStart(IReadOnlyDictionary<string, Tensor> inputs, ModelWeights weights, out PlanRun? run, out LearningFault fault)
    {
        run = new PlanRun(this, weights);
        if (run.TryRestart(inputs, out fault))
            return true;
        run = null;
        return false;
    }

    /// <summary>Starts a run with values in the order of <see cref="InputNames"/>, sequences and optionals included.</summary>
    public bool TryStart(IReadOnlyList<Value?> inputs, ModelWeights weights, out PlanRun? run, out LearningFault fault)
    {
        run = new PlanRun(this, weights);
        if (run.TryRestart(inputs, out fault))
            return true;
        run = null;
        return false;
    }
}
