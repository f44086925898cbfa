using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Operators;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Execution;

/// <summary>Turns a model's graph into a plan: expand functions, infer shapes, fold what only shapes need, drop what nobody reads, lay out memory.</summary>
internal sealed class PlanBuilder(OnnxModel model, PlanOptions options)
{
    private readonly List<PlanSlot> slots = [];
    private readonly Dictionary<string, int> slotByName = new(StringComparer.Ordinal);
    private readonly List<PlanStep> steps = [];
    private readonly HashSet<string> fixedWeights = new(StringComparer.Ordinal);
    private readonly FunctionExpander expander = new(model, options.PlanningWorkMax - WorkWeights.PlannedGraph);
    private LearningFault failure;
    private long foldWork;
    private long givenCount;

    /// <summary>What planning has cost so far, in work units: inputs and initializers, every node, those of functions and of subgraphs included, and what was folded.</summary>
    public long PlanningWork => WorkWeights.PlannedGraph + (givenCount * WorkWeights.PlannedValue) + expander.Work + foldWork;

    /// <summary>Plans the model's main graph for shapes given by input name.</summary>
    public bool TryBuild(IReadOnlyDictionary<string, int[]> inputShapes, out ExecutionPlan? plan, out LearningFault fault)
    {
        var names = new List<string>();
        foreach (OnnxValueInfo input in model.Inputs)
        {
            names.Add(input.Name);
            if (TryInputFact(input, inputShapes, out ValueFact fact))
                AddSlot(input.Name, fact);
        }

        return Finish(model.Graph, names, true, out plan, out fault);
    }

    /// <summary>Plans a subgraph whose inputs, captured values included, are described by facts.</summary>
    public bool TryBuild(OnnxGraph graph, IReadOnlyList<string> names, IReadOnlyList<ValueFact> facts, out ExecutionPlan? plan, out LearningFault fault)
    {
        for (int i = 0; i < names.Count; i++)
            AddSlot(names[i], facts[i] with { Known = null, Weight = null });
        return Finish(graph, names, false, out plan, out fault);
    }

    private bool Finish(OnnxGraph graph, List<string> inputs, bool replaceable, out ExecutionPlan? plan, out LearningFault fault) =>
        Finish(graph, (IReadOnlyList<string>)inputs, replaceable, out plan, out fault);

    private bool Finish(OnnxGraph graph, IReadOnlyList<string> inputs, bool replaceable, out ExecutionPlan? plan, out LearningFault fault)
    {
        plan = null;
        givenCount = inputs.Count + graph.Initializers.Count;
        AddInitializers(graph, replaceable);
        if (!failure.IsError && expander.TryExpand(graph.Nodes, out List<FlatNode> flat, out failure))
            AddNodes(flat);
        if (!failure.IsError && PlanningWork > options.PlanningWorkMax)
            Fail(LearningError.PlanTooMuchWork, $"planning takes {PlanningWork} work units; at most {options.PlanningWorkMax}");
        fault = failure;
        if (failure.IsError)
            return false;
        var outputs = new List<string>();
        foreach (OnnxValueInfo output in graph.Outputs)
            outputs.Add(output.Name);
        foreach (string output in outputs)
        {
            if (!slotByName.ContainsKey(output))
            {
                fault = new LearningFault(LearningError.OnnxOutputMissing, $"output '{output}' is written by nothing");
                return false;
            }
        }

        var ports = new PlanPorts(slotByName, inputs, outputs);
        PlanLayout.DropUnread(steps, ports.OutputSlots);
        if (options is { Optimise: true, KeepValues: false })
            PlanFusion.JoinRelu(steps, slots, ports.OutputSlots);
        if (!PlanLayout.TryPlace(slots, steps, options.KeepValues ? AllSlots() : ports.OutputSlots, options, out int arenaBytes))
        {
            fault = new LearningFault(LearningError.PlanTooLarge, $"the values of one run need more than {options.RunBytesMax} bytes; use smaller batches");
            return false;
        }

        foreach (PlanSlot slot in slots)
        {
            if (slot.Fact.Weight is { } name && fixedWeights.Contains(name))
                slot.Fact = slot.Fact with { Weight = null };
        }

        plan = new ExecutionPlan(model, options, slots, steps, ports, arenaBytes) { PlanningWork = PlanningWork };
        if (plan.TotalWork <= LearningLimits.PlanWorkMax)
            return true;
        fault = new LearningFault(LearningError.PlanTooMuchWork, "more work than can be counted");
        plan = null;
        return false;
    }

    private int[] AllSlots()
    {
        var all = new int[slots.Count];
        for (int i = 0; i < all.Length; i++)
            all[i] = i;
        return all;
    }

    private int AddSlot(string name, ValueFact fact)
    {
        int index = slots.Count;
        slots.Add(new PlanSlot { Name = name, Fact = fact, Root = index });
        slotByName[name] = index;
        return index;
    }

    private void AddInitializers(OnnxGraph graph, bool replaceable)
    {
        foreach (OnnxInitializer initializer in graph.Initializers)
        {
            if (!replaceable && slotByName.ContainsKey(initializer.Name))
                continue;
            bool weight = replaceable && initializer.Tensor.Type.IsFloating();
            AddSlot(initializer.Name, ValueFact.Of(initializer.Tensor) with { Weight = weight ? initializer.Name : null });
        }
    }

    private bool TryInputFact(OnnxValueInfo input, IReadOnlyDictionary<string, int[]> inputShapes, out ValueFact fact)
    {
        fact = ValueFact.Unknown;
        if (input.Type.Kind != OnnxTypeKind.Tensor)
            return true;
        if (!inputShapes.TryGetValue(input.Name, out int[]? shape) && !TryDeclared(input, out shape))
            return Fail(LearningError.PlanInputShape, $"input '{input.Name}' has dimensions without a number; give its shape");
        if (!TensorShape.TryCount(shape, out _))
            return Fail(LearningError.PlanInputShape, $"input '{input.Name}' of shape {TensorShape.Text(shape)} is not possible");
        if (!Matches(input.Type.Dimensions, shape))
            return Fail(LearningError.PlanInputShape, $"input '{input.Name}' cannot have shape {TensorShape.Text(shape)}");
        if (!input.Type.ElementType.IsSupported())
            return Fail(LearningError.OperatorType, $"input '{input.Name}' is of a type that is not supported");
        fact = new ValueFact(true, input.Type.ElementType, shape);
        return true;
    }

    private static bool TryDeclared(OnnxValueInfo input, out int[] shape)
    {
        shape = [];
        if (input.Type.Dimensions is not { } dimensions)
            return false;
        shape = new int[dimensions.Count];
        for (int i = 0; i < shape.Length; i++)
        {
            if (!dimensions[i].IsKnown)
                return false;
            shape[i] = dimensions[i].Size;
        }

        return true;
    }

    private static bool Matches(IReadOnlyList<OnnxDimension>? declared, int[] shape)
    {
        if (declared is null)
            return true;
        if (declared.Count != shape.Length)
            return false;
        for (int i = 0; i < shape.Length; i++)
        {
            if (declared[i].IsKnown && declared[i].Size != shape[i])
                return false;
        }

        return true;
    }

    private void AddNodes(List<FlatNode> flat)
    {
        foreach (FlatNode node in flat)
        {
            if (failure.IsError || !TryAddNode(node))
                return;
        }
    }

    private bool TryAddNode(FlatNode flat)
    {
        if (!TryEntry(flat, out OperatorEntry? entry))
            return false;
        IReadOnlyList<string> captured = SubgraphNames.Captured(flat.Node);
        if (!TrySlots(flat.Node, [.. flat.Node.Inputs, .. captured], out int[] inputs))
            return false;
        var facts = new ValueFact[inputs.Length];
        for (int i = 0; i < facts.Length; i++)
            facts[i] = inputs[i] < 0 ? ValueFact.Absent : slots[inputs[i]].Fact;
        var context = new NodeContext(flat.Node, flat.Opset, entry!, facts) { Planned = true, BytesMax = options.RunBytesMax, Captured = captured };
        bool inferred = TrySubgraphs(flat.Node) && NodeInference.TryInfer(context);
        if (failure.IsError)
            return false;
        if (context.Fault.IsError)
            return Fail(context.Fault.Error, context.Fault.Detail);
        foreach (string name in context.FixedWeights)
            fixedWeights.Add(name);
        if (inferred && foldWork + context.Work <= options.FoldWorkMax && PlanningWork + context.Work <= options.PlanningWorkMax && ConstantFolding.TryFold(context, facts, out Tensor?[] folded))
        {
            foldWork += context.Work;
            AddConstants(flat.Node, folded);
        }
        else
            AddStep(context, inputs, inferred);
        return true;
    }

    private void AddConstants(OnnxNode node, Tensor?[] values)
    {
        for (int i = 0; i < node.Outputs.Count; i++)
        {
            if (node.Outputs[i].Length > 0)
                AddSlot(node.Outputs[i], ValueFact.Of(values[i]));
        }
    }

    private void AddStep(NodeContext context, int[] inputs, bool inferred)
    {
        var outputs = new int[context.OutputCount];
        for (int i = 0; i < outputs.Length; i++)
        {
            outputs[i] = -1;
            if (!context.Wants(i))
                continue;
            outputs[i] = AddSlot(context.Node.Outputs[i], inferred && context.OutputFact(i).Present ? context.OutputFact(i) : ValueFact.Unknown);
            slots[outputs[i]].Writer = steps.Count;
        }

        steps.Add(new PlanStep
        {
            Node = context,
            Inputs = inputs,
            Outputs = outputs,
            Dynamic = !inferred,
            Work = inferred ? WorkWeights.Node + context.Work : WorkWeights.Node,
        });
    }

    private bool TrySlots(OnnxNode node, IReadOnlyList<string> names, out int[] indices)
    {
        indices = new int[names.Count];
        for (int i = 0; i < indices.Length; i++)
        {
            indices[i] = -1;
            if (names[i].Length > 0 && !slotByName.TryGetValue(names[i], out indices[i]))
                return Fail(LearningError.OnnxNotTopological, $"{node} reads '{names[i]}', which nothing before it writes");
        }

        return true;
    }

    /// <summary>Operators inside subgraphs must exist too: better an error when a job is posted than when it is scored.</summary>
    private bool TrySubgraphs(OnnxNode node, int depth = 1)
    {
        foreach (OnnxAttribute attribute in node.Attributes)
        {
            if (attribute.Graph is null)
                continue;
            if (depth > LearningLimits.GraphDepthMax)
                return Fail(LearningError.OnnxTooDeep, $"{node}: subgraphs, with the functions they call, nested deeper than {LearningLimits.GraphDepthMax}");
            if (!expander.TryExpand(attribute.Graph.Nodes, out List<FlatNode> flat, out LearningFault fault))
                return Fail(fault.Error, fault.Detail);
            foreach (FlatNode inner in flat)
            {
                if (!TryEntry(inner, out _) || !TrySubgraphs(inner.Node, depth + 1))
                    return false;
            }
        }

        return true;
    }

    private bool TryEntry(FlatNode flat, out OperatorEntry? entry)
    {
        OnnxNode node = flat.Node;
        entry = OperatorTable.Find(node.Domain, node.Operator, flat.Opset, out int oldest);
        if (entry is not null)
            return true;
        if (oldest > 0)
            return Fail(LearningError.OperatorOpset, $"{node}: opset {flat.Opset} has no such operator here; the first supported is {oldest}");
        string reason = RefusedOperators.Reason(node.Domain, node.Operator) is { } why ? $": {why}" : "";
        string hint = reason + (OperatorNames.Nearest(node.Domain, node.Operator) is { } nearest ? $"; the nearest supported is {nearest}" : "");
        return Fail(LearningError.OperatorUnsupported, $"{node} (opset {flat.Opset}): not supported{hint}");
    }

    private bool Fail(LearningError error, string detail)
    {
        if (!failure.IsError)
            failure = new LearningFault(error, detail);
        return false;
    }
}
