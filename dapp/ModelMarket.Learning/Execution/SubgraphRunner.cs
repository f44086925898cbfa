using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Operators;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Execution;

/// <summary>Runs a node's subgraph on values; plans are kept per input types and shapes while the node runs.</summary>
internal sealed class SubgraphRunner(NodeRun run, OnnxGraph graph)
{
    /// <summary>Plans kept at a time: a loop whose values grow would make one per trip.</summary>
    private const int PlansKept = 16;

    private readonly Dictionary<string, ExecutionPlan> plans = new(StringComparer.Ordinal);

    /// <summary>The subgraph's own constants. What was replaced in the model around it arrives as captured values.</summary>
    private readonly ModelWeights constants = new();

    private List<string>? names;

    /// <summary>Per captured value whether it is an argument too, which hides it.</summary>
    private bool[] hidden = [];
    private long keptBytes;

    /// <summary>The subgraph's outputs as values of their own; null after a failure, which the node then carries.</summary>
    public Value[]? Run(IReadOnlyList<Value?> arguments)
    {
        names ??= Names();
        if (!TryCharge(WorkWeights.StartedGraph + (names.Count * WorkWeights.StartedValue)))
            return null;

        var values = new List<Value?>(names.Count);
        for (int i = 0; i < graph.Inputs.Count; i++)
            values.Add(i < arguments.Count ? arguments[i] : null);
        for (int i = 0; i < hidden.Length; i++)
        {
            if (!hidden[i])
                values.Add(run.CapturedValue(i));
        }

        return TryPlan(names, values, out ExecutionPlan? plan) ? Execute(plan!, values) : null;
    }

    /// <summary>The graph's inputs, then the captured values that none of them hides.</summary>
    private List<string> Names()
    {
        var all = new List<string>();
        foreach (OnnxValueInfo input in graph.Inputs)
            all.Add(input.Name);
        var inputs = new HashSet<string>(all, StringComparer.Ordinal);
        hidden = new bool[run.Node.Captured.Count];
        for (int i = 0; i < hidden.Length; i++)
        {
            hidden[i] = inputs.Contains(run.Node.Captured[i]);
            if (!hidden[i])
                all.Add(run.Node.Captured[i]);
        }

        return all;
    }

    /// <summary>Keeps a value of a trip until the node ends; false, and a failure of the node, where all of them together outgrow the run's memory.</summary>
    public bool TryKeep(List<Value> kept, Value value)
    {
        keptBytes += PlanRun.HeldBytes(value);
        if (keptBytes > run.Owner.Plan.Options.RunBytesMax)
        {
            run.Fail(LearningError.RunTooLarge, $"its trips keep more than {run.Owner.Plan.Options.RunBytesMax} bytes");
            return false;
        }

        kept.Add(value);
        return true;
    }

    private bool TryPlan(List<string> given, List<Value?> values, out ExecutionPlan? plan)
    {
        var facts = new ValueFact[values.Count];
        var signature = new System.Text.StringBuilder();
        for (int i = 0; i < facts.Length; i++)
        {
            facts[i] = values[i] is Tensor ? ValueFact.Of(values[i]) : ValueFact.Unknown;
            signature.Append(values[i]?.ToString() ?? "-").Append(';');
        }

        if (plans.TryGetValue(signature.ToString(), out plan))
            return true;
        var builder = new PlanBuilder(run.Owner.Plan.Model, run.Owner.Plan.Options with { KeepValues = false, PlanningWorkMax = run.Owner.ExtraWorkLeft });
        bool built = builder.TryBuild(graph, given, facts, out plan, out LearningFault fault);
        if (!TryCharge(builder.PlanningWork))
            return false;
        if (!built)
        {
            run.Fail(fault.Error, fault.Detail);
            return false;
        }

        if (plans.Count == PlansKept)
            plans.Clear();
        plans[signature.ToString()] = plan!;
        return true;
    }

    private Value[]? Execute(ExecutionPlan plan, List<Value?> values)
    {
        if (!TryCharge(plan.Slots.Count * WorkWeights.StartedValue))
            return null;

        if (!plan.TryStart(values, constants, out PlanRun? inner, out LearningFault fault) || inner is null)
        {
            run.Fail(fault.Error, fault.Detail);
            return null;
        }

        bool done = inner.CompleteWithin(run.Owner.ExtraWorkLeft);
        run.Owner.AddExtraWork(inner.WorkDone);
        if (!done)
        {
            if (inner.Fault.IsError)
                run.Fail(inner.Fault.Error, inner.Fault.Detail);
            else
                FailTooLarge();
            return null;
        }

        var results = new Value[plan.OutputNames.Count];
        for (int i = 0; i < results.Length; i++)
        {
            Value value = inner.OutputValue(plan.OutputNames[i])!;
            if (!TryCharge(PlanRun.MovingWork(value)))
                return null;
            results[i] = value is Tensor tensor ? tensor.Copy() : value;
        }

        return results;
    }

    /// <summary>Charges work; false, and a failure of the node, where that is more than its subgraphs may do.</summary>
    private bool TryCharge(long work)
    {
        run.Owner.AddExtraWork(work);
        return run.Owner.ExtraWorkLeft >= 0 || FailTooLarge();
    }

    private bool FailTooLarge()
    {
        run.Fail(LearningError.RunTooLarge, $"its subgraphs do more than {run.Owner.Plan.Options.SubgraphWorkMax} work units");
        return false;
    }
}
