using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>If, Loop, Scan. Trips are bounded; the work of every trip is counted and paid from the run's budget.</summary>
internal static class ControlOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Add("If", 1, TypeSet.Bool, WhenRunning, RunIf, OperatorTraits.MakesOutputs);
        table.Add("Loop", 1, TypeSet.All, WhenRunning, RunLoop, OperatorTraits.MakesOutputs);
        table.Add("Scan", 9, TypeSet.All, WhenRunning, RunScan, OperatorTraits.MakesOutputs);
    }

    /// <summary>What a subgraph gives is known only when it has run.</summary>
    public static bool WhenRunning(NodeContext node) => !node.Planned || node.Defer();

    private static void RunIf(NodeRun run)
    {
        if (run.InValue(0) is not Tensor { Type: ElementType.Bool, Count: 1 } condition)
        {
            run.Fail(LearningError.RunValue, "the condition is not one boolean");
            return;
        }

        string name = condition.Bools[0] ? "then_branch" : "else_branch";
        if (run.Node.Node.Find(name)?.Graph is { } branch)
            Set(run, new SubgraphRunner(run, branch).Run([]));
        else
            run.Fail(LearningError.OperatorAttribute, $"{name} is missing");
    }

    private static void Set(NodeRun run, Value[]? values)
    {
        for (int i = 0; values is not null && i < values.Length; i++)
            run.Set(i, values[i]);
    }

    private static void RunLoop(NodeRun run)
    {
        if (run.Node.Node.Find("body")?.Graph is not { } body || body.Inputs.Count < 2 || body.Outputs.Count < body.Inputs.Count - 1)
        {
            run.Fail(LearningError.OperatorAttribute, "body is missing or has too few inputs and outputs");
            return;
        }

        long trips = run.TryIn(0) is { Count: > 0, Type: ElementType.Int64 } max ? max.Int64s[0] : long.MaxValue;
        bool going = run.TryIn(1) is not { Count: > 0, Type: ElementType.Bool } first || first.Bools[0];
        int carried = body.Inputs.Count - 2, stacked = body.Outputs.Count - 1 - carried;
        var state = new Value?[carried];
        for (int i = 0; i < carried; i++)
            state[i] = run.InValue(2 + i);
        var stacks = NewStacks(stacked);
        var runner = new SubgraphRunner(run, body);
        for (long trip = 0; trip < trips && going; trip++)
        {
            if (trip == LearningLimits.LoopTripsMax)
            {
                run.Fail(LearningError.RunTrips, $"more than {LearningLimits.LoopTripsMax} trips");
                return;
            }

            Value[]? results = runner.Run([Tensor.From<long>([trip], []), Tensor.From<bool>([true], []), .. state]);
            if (results is null)
                return;
            going = results[0] is not Tensor { Count: > 0, Type: ElementType.Bool } next || next.Bools[0];
            Array.Copy(results, 1, state, 0, carried);
            for (int i = 0; i < stacked; i++)
            {
                if (!runner.TryKeep(stacks[i], results[1 + carried + i]))
                    return;
            }
        }

        for (int i = 0; i < carried; i++)
            run.Set(i, state[i]!);
        for (int i = 0; i < stacked; i++)
            SetStack(run, carried + i, stacks[i], 0, false, body.Outputs[1 + carried + i]);
    }

    private static List<Value>[] NewStacks(int count)
    {
        var stacks = new List<Value>[count];
        for (int i = 0; i < count; i++)
            stacks[i] = [];
        return stacks;
    }

    /// <summary>Joins the values of all trips along a new axis.</summary>
    private static void SetStack(NodeRun run, int output, List<Value> values, int axis, bool reverse, OnnxValueInfo declared)
    {
        if (values.Count == 0)
        {
            int[] empty = new int[1 + (declared.Type.Dimensions?.Count ?? 0)];
            for (int i = 1; i < empty.Length; i++)
                empty[i] = Math.Max(0, declared.Type.Dimensions![i - 1].Size);
            run.Set(output, Tensor.Create(declared.Type.ElementType.IsSupported() ? declared.Type.ElementType : ElementType.Float, empty));
            return;
        }

        if (reverse)
            values.Reverse();
        if (SequenceOperators.Stack(values, axis) is { } stack)
            run.Set(output, stack);
        else
            run.Fail(LearningError.RunValue, "trips give values of different shapes");
    }

    private static void RunScan(NodeRun run)
    {
        if (run.Node.Node.Find("body")?.Graph is not { } body)
        {
            run.Fail(LearningError.OperatorAttribute, "body is missing");
            return;
        }

        int scanned = (int)Math.Clamp(run.Node.Int("num_scan_inputs", 1), 0, run.InputCount), carried = run.InputCount - scanned;
        if (carried > body.Outputs.Count || !TryScanInputs(run, carried, scanned, out long trips, out ScanInput[] inputs))
        {
            run.Fail(LearningError.OperatorShape, "scanned inputs differ in length, or the body gives too few outputs");
            return;
        }

        var state = new Value?[carried];
        for (int i = 0; i < carried; i++)
            state[i] = run.InValue(i);
        var stacks = NewStacks(body.Outputs.Count - carried);
        var runner = new SubgraphRunner(run, body);
        for (int trip = 0; trip < trips; trip++)
        {
            int current = trip;
            if (trip == LearningLimits.LoopTripsMax)
            {
                run.Fail(LearningError.RunTrips, $"more than {LearningLimits.LoopTripsMax} trips");
                return;
            }

            Value[]? results = runner.Run([.. state, .. Array.ConvertAll(inputs, input => (Value)input.At(current))]);
            if (results is null)
                return;
            Array.Copy(results, state, carried);
            for (int i = 0; i < stacks.Length; i++)
            {
                if (!runner.TryKeep(stacks[i], results[carried + i]))
                    return;
            }
        }

        for (int i = 0; i < carried; i++)
            run.Set(i, state[i]!);
        for (int i = 0; i < stacks.Length; i++)
            SetStack(run, carried + i, stacks[i], (int)Pick(run, "scan_output_axes", i), Pick(run, "scan_output_directions", i) != 0, body.Outputs[carried + i]);
    }

    private static long Pick(NodeRun run, string name, int index) => run.Node.Ints(name) is { } list && index < list.Length ? list[index] : 0;

    private static bool TryScanInputs(NodeRun run, int carried, int scanned, out long trips, out ScanInput[] inputs)
    {
        trips = -1;
        inputs = new ScanInput[scanned];
        for (int i = 0; i < scanned; i++)
        {
            if (run.TryIn(carried + i) is not { Rank: > 0 } tensor)
                return false;
            long axis = Pick(run, "scan_input_axes", i);
            axis = axis < 0 ? axis + tensor.Rank : axis;
            if (axis < 0 || axis >= tensor.Rank || (trips >= 0 && trips != tensor.Shape[axis]))
                return false;
            trips = tensor.Shape[axis];
            inputs[i] = new ScanInput(tensor, (int)axis, Pick(run, "scan_input_directions", i) != 0);
        }

        return trips >= 0;
    }
}
