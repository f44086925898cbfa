using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Operators;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Execution;

/// <summary>
/// One execution of a plan. It can stop between any two nodes and go on later; its values stay in its own memory. The same
/// object serves many batches: start it again with other inputs.
/// </summary>
public sealed class PlanRun
{
    private readonly ModelWeights weights;
    private readonly Value?[] values;
    private readonly Value?[][] stepInputs;
    private readonly Value?[][] stepOutputs;
    private readonly byte[] arena;
    private readonly int arenaStart;
    private byte[] scratch = [];
    private int scratchStart;
    private int next;
    private bool prepared;
    private bool charged;
    private bool isInner;
    private long heldBytes;
    private long extraWorkMax;

    internal PlanRun(ExecutionPlan plan, ModelWeights weights)
    {
        Plan = plan;
        this.weights = weights;
        Width = KernelWidths.Resolve(plan.Options.Width);
        values = new Value?[plan.Slots.Count];
        stepInputs = new Value?[plan.Steps.Count][];
        stepOutputs = new Value?[plan.Steps.Count][];
        arena = AlignedBlock.Allocate(plan.ArenaBytes, out arenaStart);
    }

    /// <summary>What constant folding runs under: plain kernels, nothing packed.</summary>
    internal static PlanRun Planning { get; } = new(
        new ExecutionPlan(new OnnxModel(LearningLimits.IrVersionMax, [], new OnnxGraph(), []), new PlanOptions { Optimise = false, Width = KernelWidth.Scalar }, [], [], new PlanPorts([], [], []), 0), new ModelWeights());

    /// <summary>The plan.</summary>
    public ExecutionPlan Plan { get; }

    /// <summary>True when every node has run.</summary>
    public bool IsDone => next == Plan.Steps.Count && !Fault.IsError;

    /// <summary>The next node's index: with the plan, all there is to say where a run stands.</summary>
    public int Position => next;

    /// <summary>What stopped the run for good (errors 200 to 204), if anything.</summary>
    public LearningFault Fault { get; private set; }

    /// <summary>Work units charged since the run started.</summary>
    public long WorkDone { get; private set; }

    /// <summary>Width of the kernels, resolved.</summary>
    internal KernelWidth Width { get; }

    /// <summary>Starts again from the first node with other inputs of the planned types and shapes.</summary>
    public bool TryRestart(IReadOnlyDictionary<string, Tensor> inputs, out LearningFault fault)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        for (int i = 0; i < Plan.InputNames.Count; i++)
        {
            string name = Plan.InputNames[i];
            inputs.TryGetValue(name, out Tensor? tensor);
            if (!TrySetInput(i, tensor, out fault))
                return false;
        }

        return TryBegin(out fault);
    }

    /// <summary>Starts again with values in the order of <see cref="ExecutionPlan.InputNames"/>, sequences and optionals included.</summary>
    public bool TryRestart(IReadOnlyList<Value?> inputs, out LearningFault fault)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        for (int i = 0; i < Plan.InputNames.Count; i++)
        {
            if (!TrySetInput(i, i < inputs.Count ? inputs[i] : null, out fault))
                return false;
        }

        return TryBegin(out fault);
    }

    /// <summary>
    /// Runs nodes while <paramref name="workBudget"/> covers the next one, with all that its subgraphs may still do. True when all are
    /// done; false when the budget does not last, or for good when <see cref="Fault"/> says why.
    /// </summary>
    public bool Advance(ref long workBudget)
    {
        while (next < Plan.Steps.Count && !Fault.IsError)
        {
            PlanStep step = Plan.Steps[next];
            NodeContext? node = step.Dynamic ? Measure(step) : step.Node;
            if (node is null)
                return false;
            long work = step.Dynamic ? WorkWeights.Node + node.Work : step.Work;
            if (!charged && work + ReserveOf(step) > workBudget)
                return false;
            if (!charged)
                Charge(work, ref workBudget);
            long extraBefore = ExtraWork;
            if (isInner)
                extraWorkMax = ExtraWork + workBudget;
            bool executed = Execute(step, node);
            workBudget -= ExtraWork - extraBefore;
            if (!executed)
                return false;
            charged = false;
            next++;
        }

        return IsDone;
    }

    /// <summary>Runs to the end without a budget.</summary>
    public bool Complete()
    {
        long budget = long.MaxValue;
        return Advance(ref budget);
    }

    /// <summary>Runs as the subgraph of a node to the end, or as far as the work lasts: true when all nodes are done.</summary>
    internal bool CompleteWithin(long work)
    {
        isInner = true;
        return Advance(ref work);
    }

    /// <summary>An output tensor; it lies in the run's memory and lasts until the next restart. NaNs are canonical. Null where the output is not a tensor.</summary>
    public Tensor? Output(string name) => OutputValue(name) as Tensor;

    /// <summary>An output of any kind, or null when there is none of that name or the run is not done.</summary>
    public Value? OutputValue(string name)
    {
        int slot = Plan.Ports.SlotOf(name);
        return slot < 0 || !IsDone ? null : values[slot];
    }

    /// <summary>Any value of the graph by name: with <see cref="PlanOptions.KeepValues"/> all of them last until the restart.</summary>
    public Value? ValueOf(string name)
    {
        int slot = Plan.Ports.SlotOf(name);
        return slot < 0 ? null : values[slot];
    }

    /// <summary>Work of subgraphs, and of results whose size nobody knows before they are made; paid from the budget right after.</summary>
    internal long ExtraWork { get; private set; }

    /// <summary>Memory for one node while it runs, aligned, with whatever was in it.</summary>
    internal Span<float> Scratch(int sizeBytes)
    {
        if (scratch.Length < sizeBytes + scratchStart)
            scratch = AlignedBlock.Allocate(sizeBytes, out scratchStart);
        return System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(scratch.AsSpan(scratchStart, sizeBytes));
    }

    /// <summary>The weights of this run.</summary>
    internal ModelWeights Weights => weights;

    /// <summary>Work that subgraphs may still do.</summary>
    internal long ExtraWorkLeft => extraWorkMax - ExtraWork;

    /// <summary>Adds work that a subgraph has done.</summary>
    internal void AddExtraWork(long work)
    {
        ExtraWork += work;
        WorkDone += work;
    }

    /// <summary>What the budget must cover beside the node's own work, so that what is charged afterwards never exceeds it.</summary>
    private long ReserveOf(PlanStep step) => step.MakesOutputs && !isInner ? ExtraWorkLeft + Plan.Options.CopyWorkMax : 0;

    private void Charge(long work, ref long budget)
    {
        budget -= work;
        WorkDone += work;
        charged = true;
    }

    private bool TrySetInput(int index, Value? value, out LearningFault fault)
    {
        fault = default;
        int slot = Plan.Ports.InputSlots[index];
        ValueFact fact = Plan.Slots[slot].Fact;
        bool fits = value is Tensor tensor
            ? fact.Shape is null || (tensor.Type == fact.Type && tensor.Shape.AsSpan().SequenceEqual(fact.Shape))
            : fact.Shape is null;
        if (!fits)
        {
            string due = fact.Shape is null ? "a value" : $"{fact.Type}{TensorShape.Text(fact.Shape)}";
            fault = new LearningFault(LearningError.RunInput, $"input '{Plan.InputNames[index]}' is {value?.ToString() ?? "missing"}; {due} is due");
            return false;
        }

        values[slot] = value;
        return true;
    }

    private bool TryBegin(out LearningFault fault)
    {
        next = 0;
        charged = false;
        heldBytes = Plan.ArenaBytes;
        WorkDone = 0;
        ExtraWork = 0;
        extraWorkMax = Plan.Options.SubgraphWorkMax;
        Fault = default;
        if (!TryPrepare(out fault))
            return false;
        if (Plan.Steps.Count == 0)
            CanonicalOutputs();
        return true;
    }

    private bool TryPrepare(out LearningFault fault)
    {
        fault = default;
        if (prepared)
            return true;
        if (!PlanBinding.TryConstants(Plan, weights, values, out fault))
            return false;
        for (int i = 0; i < Plan.Slots.Count; i++)
        {
            PlanSlot slot = Plan.Slots[i];
            if (slot.OffsetBytes >= 0 && values[i] is null)
                values[i] = Tensor.Over(slot.Fact.Type, slot.Fact.Shape!, arena, arenaStart + slot.OffsetBytes);
        }

        for (int i = 0; i < Plan.Steps.Count; i++)
        {
            stepInputs[i] ??= new Value?[Plan.Steps[i].Inputs.Length];
            stepOutputs[i] ??= new Value?[Plan.Steps[i].Outputs.Length];
        }

        prepared = true;
        return true;
    }

    private NodeContext? Measure(PlanStep step)
    {
        var facts = new ValueFact[step.Inputs.Length];
        for (int i = 0; i < facts.Length; i++)
            facts[i] = step.Inputs[i] < 0 ? ValueFact.Absent : ValueFact.Of(values[step.Inputs[i]]);
        var node = new NodeContext(step.Node.Node, step.Node.Opset, step.Node.Entry, facts) { BytesMax = Plan.Options.RunBytesMax, Captured = step.Node.Captured };
        bool inferred = NodeInference.TryInfer(node);
        Fault = inferred || node.Fault.IsError
            ? node.Fault
            : new LearningFault(LearningError.OperatorInputs, $"{node.Node} (opset {node.Opset}): an input that it needs is missing or not a tensor");
        long most = Plan.Options.DynamicWorkMax - (step.MakesOutputs ? Plan.Options.SubgraphWorkMax + Plan.Options.CopyWorkMax : 0);
        if (inferred && node.Work > most)
            Fault = new LearningFault(LearningError.RunTooLarge, $"{node.Node}: {node.Work} work units; at most {most}");
        return Fault.IsError ? null : node;
    }

    private bool Execute(PlanStep step, NodeContext node)
    {
        Value?[] inputs = stepInputs[next], outputs = stepOutputs[next];
        if (step.Dynamic && node.OutputFact(0).Known is { } said)
        {
            outputs[0] = said;
            return Keep(step, outputs);
        }

        for (int i = 0; i < inputs.Length; i++)
            inputs[i] = step.Inputs[i] < 0 ? null : values[step.Inputs[i]];
        for (int i = 0; i < outputs.Length; i++)
        {
            if (!TryPlace(step, node, i, out outputs[i]))
                return false;
        }

        if ((node.Entry.Traits & OperatorTraits.Alias) != 0 && inputs[0] is Tensor source)
            outputs[0] = node.OutputFact(0).Shape is { } shape ? source.Reshaped(shape) : source;
        else if (!NodeCall.TryRun(node, this, inputs, outputs, out LearningFault fault))
            Fault = fault;
        return !Fault.IsError && Keep(step, outputs);
    }

    /// <summary>The memory for an output: its place in the arena, or new memory where the shape was not known beforehand.</summary>
    private bool TryPlace(PlanStep step, NodeContext node, int index, out Value? place)
    {
        place = null;
        int slot = step.Outputs[index];
        if (slot < 0 || (node.Entry.Traits & (OperatorTraits.MakesOutputs | OperatorTraits.Alias)) != 0)
            return true;
        if (Plan.Slots[slot].OffsetBytes >= 0)
        {
            place = values[slot];
            return true;
        }

        ValueFact fact = node.OutputFact(index);
        if (!fact.Present)
            return true;
        TensorShape.TryCount(fact.Shape, out int count);
        heldBytes += (long)count * Math.Max(ElementBytes, fact.Type.SizeBytes());
        if (step.Dynamic && count > Plan.Options.DynamicElementsMax)
            Fault = new LearningFault(LearningError.RunTooLarge, $"{node.Node}: a result of {count} elements; at most {Plan.Options.DynamicElementsMax}");
        else if (heldBytes > Plan.Options.RunBytesMax)
            Fault = new LearningFault(LearningError.RunTooLarge, $"{node.Node}: more than {Plan.Options.RunBytesMax} bytes in use");
        else
            place = Tensor.Create(fact.Type, fact.Shape!);
        return !Fault.IsError;
    }

    private bool Keep(PlanStep step, Value?[] outputs)
    {
        bool made = step.MakesOutputs;
        for (int i = 0; i < outputs.Length; i++)
        {
            if (step.Outputs[i] >= 0)
                values[step.Outputs[i]] = outputs[i];
            if (made && outputs[i] is { } value)
            {
                heldBytes += HeldBytes(value);
                AddExtraWork(MovingWork(value));
            }
        }

        if (heldBytes > Plan.Options.RunBytesMax)
            Fault = new LearningFault(LearningError.RunTooLarge, $"{step.Node.Node}: more than {Plan.Options.RunBytesMax} bytes in use");
        else if (ExtraWorkLeft < 0)
            Fault = new LearningFault(LearningError.RunTooLarge, $"{step.Node.Node}: more than {Plan.Options.SubgraphWorkMax} work units in subgraphs and sequences");
        if (Fault.IsError)
            return false;

        foreach (int slot in step.Dying)
        {
            if (Plan.Slots[slot].OffsetBytes < 0 && values[slot] is { } dying)
            {
                heldBytes -= HeldBytes(dying);
                values[slot] = null;
            }
        }

        if (next == Plan.Steps.Count - 1)
            CanonicalOutputs();
        return true;
    }

    /// <summary>What an element counts for in the memory of a run at least: as if it were a text's reference.</summary>
    internal const int ElementBytes = 16;

    /// <summary>What copying a value costs, in work units.</summary>
    internal static long MovingWork(Value value) => HeldBytes(value) / ElementBytes * WorkWeights.Moved;

    /// <summary>What a value counts for in the memory of a run.</summary>
    internal static long HeldBytes(Value value) =>
        value is Tensor tensor ? (long)tensor.Count * Math.Max(ElementBytes, tensor.Type.SizeBytes()) : value.SizeBytes;

    private void CanonicalOutputs()
    {
        foreach (int slot in Plan.Ports.OutputSlots)
        {
            if (values[slot] is not Tensor tensor)
                continue;
            if (Plan.Slots[Plan.Slots[slot].Root].Writer < 0)
                values[slot] = tensor = tensor.Copy(); // an input or a constant under an output's name: not ours to write
            CanonicalTensor.Apply(tensor);
        }
    }
}
