using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Operators;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Training.Gradients;

/// <summary>Reverse-mode differentiation of a plan from one value back to chosen initializers. The nodes between are found once; each pass walks
/// them in reverse order. Same inputs, same bits (numerics.md §4).</summary>
internal sealed class BackwardPass
{
    private readonly List<GradientNode> nodes = [];
    private readonly Dictionary<string, Tensor> gradients = new(StringComparer.Ordinal);
    private readonly HashSet<string> used = new(StringComparer.Ordinal);
    private readonly HashSet<string> readOnce = new(StringComparer.Ordinal);
    private PlanRun? run;

    private BackwardPass(IPartition partition) => Partition = partition;

    /// <summary>How independent parts of a rule run.</summary>
    public IPartition Partition { get; }

    /// <summary>Finds the nodes between <paramref name="parameters"/> and <paramref name="root"/>. Error <see cref="LearningError.TrainingGradient"/>: one of them has
    /// no gradient rule, or the root does not depend on any parameter.</summary>
    public static bool TryCreate(ExecutionPlan plan, IReadOnlyList<string> parameters, string root, out BackwardPass? pass, out LearningFault fault)
    {
        pass = null;
        fault = default;
        var made = new BackwardPass(plan.Options.Partition);
        HashSet<string> dependent = Dependents(plan, parameters);
        if (!dependent.Contains(root))
            return Fail($"the value '{root}' does not depend on any trained weight", out fault);
        var wanted = new HashSet<string>(StringComparer.Ordinal) { root };
        for (int i = plan.Steps.Count - 1; i >= 0; i--)
        {
            NodeContext node = plan.Steps[i].Node;
            if (ProducesAny(node.Node, wanted) && !made.TryAdd(plan, node, dependent, wanted, out fault))
                return false;
        }

        foreach (string name in parameters)
        {
            made.Reserve(plan, name);
            if (Reads(plan, name) == 1)
                made.readOnce.Add(name);
        }

        made.Reserve(plan, root);
        pass = made;
        return true;
    }

    /// <summary>Takes gradients of weights that one node alone reads, as their rows become known; null: all gradients go to memory.</summary>
    public IGradientSink? Sink { get; private set; }

    /// <summary>Runs the backward pass of a finished forward run. Before, the caller fills the root's gradient.</summary>
    public void Run(PlanRun forward, string root, IGradientSink? sink)
    {
        run = forward;
        Sink = sink;
        used.Clear();
        used.Add(root);
        foreach (GradientNode node in nodes)
        {
            foreach (string output in node.Node.Outputs)
            {
                if (output.Length > 0 && gradients.TryGetValue(output, out Tensor? gradient) && used.Add(output))
                    gradient.Floats.Clear();
            }

            node.Differentiate();
        }

        run = null;
    }

    /// <summary>The memory of a value's gradient.</summary>
    public Tensor GradientOf(string name) => gradients[name];

    /// <summary>The sink's number of a weight, or −1. A weight read more than once has none: its gradient is a sum of shares.</summary>
    public int SinkOf(string name) => Sink is not null && readOnce.Contains(name) ? Sink.Find(name) : -1;

    /// <summary>True when the last pass put a gradient into the value's memory.</summary>
    public bool HasGradient(string name) => used.Contains(name);

    /// <summary>The forward run of this pass.</summary>
    public PlanRun ForwardRun => run!;

    /// <summary>A forward value.</summary>
    public Tensor? Forward(string name) => run!.ValueOf(name) as Tensor;

    /// <summary>True until the first share of a value's gradient is stored.</summary>
    public bool IsFresh(string name) => !used.Contains(name);

    /// <summary>Says that the first share is stored.</summary>
    public void MarkUsed(string name) => used.Add(name);

    private static int Reads(ExecutionPlan plan, string name)
    {
        int slot = plan.Ports.SlotOf(name), reads = 0;
        foreach (PlanStep step in plan.Steps)
        {
            foreach (int input in step.Inputs)
                reads += input == slot ? 1 : 0;
        }

        return reads;
    }

    private static HashSet<string> Dependents(ExecutionPlan plan, IReadOnlyList<string> parameters)
    {
        var dependent = new HashSet<string>(parameters, StringComparer.Ordinal);
        foreach (OnnxNode node in plan.Nodes)
        {
            if (!ReadsAny(node.Inputs, dependent) && !ReadsAny(SubgraphNames.Captured(node), dependent))
                continue;
            foreach (string output in node.Outputs)
            {
                // None: a sequence, or known only when the node runs.
                if (output.Length > 0 && plan.TypeOf(output) is ElementType.Float or ElementType.Double or ElementType.Float16 or ElementType.BFloat16 or ElementType.None)
                    dependent.Add(output);
            }
        }

        return dependent;
    }

    private static bool ReadsAny(IReadOnlyList<string> names, HashSet<string> dependent)
    {
        foreach (string name in names)
        {
            if (dependent.Contains(name))
                return true;
        }

        return false;
    }

    private bool TryAdd(ExecutionPlan plan, NodeContext context, HashSet<string> dependent, HashSet<string> wanted, out LearningFault fault)
    {
        fault = default;
        OnnxNode node = context.Node;
        GradientRule? rule = GradientTable.Find(context);
        // Whatever depends on a weight and cannot be gone through is one too many: the gradient must not get lost in silence.
        if (rule is null)
            return !(ReadsAny(node.Inputs, dependent) || ReadsAny(SubgraphNames.Captured(node), dependent))
                || Fail($"{node}: the operator has no gradient; freeze the weights before it or choose another model", out fault);
        var made = new GradientNode(this, context, rule);
        bool any = false;
        for (int i = 0; i < node.Inputs.Count; i++)
        {
            string input = node.Inputs[i];
            if (!dependent.Contains(input) || !GradientTable.IsDifferentiable(node, i))
                continue;
            if (plan.ShapeOf(input) is null || plan.ShapeOf(node.Outputs[0]) is null)
                return Fail($"{node}: shapes that depend on data cannot be trained through", out fault);
            if (plan.TypeOf(input) != ElementType.Float || plan.TypeOf(node.Outputs[0]) != ElementType.Float)
                return Fail($"{node}: gradients are computed in float, not through {plan.TypeOf(input)} to {plan.TypeOf(node.Outputs[0])}", out fault);
            made.Want(i);
            wanted.Add(input);
            Reserve(plan, input);
            any = true;
        }

        if (!any)
            return true;
        foreach (string output in node.Outputs)
        {
            if (output.Length > 0 && plan.TypeOf(output) == ElementType.Float)
                Reserve(plan, output);
        }

        nodes.Add(made);
        return true;
    }

    private void Reserve(ExecutionPlan plan, string name)
    {
        if (!gradients.ContainsKey(name))
            gradients.Add(name, Tensor.Create(ElementType.Float, (int[])plan.ShapeOf(name)!.Clone()));
    }

    private static bool ProducesAny(OnnxNode node, HashSet<string> wanted)
    {
        foreach (string output in node.Outputs)
        {
            if (output.Length > 0 && wanted.Contains(output))
                return true;
        }

        return false;
    }

    private static bool Fail(string detail, out LearningFault fault)
    {
        fault = new LearningFault(LearningError.TrainingGradient, detail);
        return false;
    }
}
