using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>Sequences and optionals of tensors.</summary>
internal static class SequenceOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        Make(table, "SequenceEmpty", 11, RunEmpty);
        Make(table, "SequenceConstruct", 11, RunConstruct);
        Make(table, "SequenceInsert", 11, RunInsert);
        Make(table, "SequenceErase", 11, RunErase);
        Make(table, "SequenceAt", 11, RunAt);
        Make(table, "SequenceLength", 11, RunLength);
        Make(table, "SplitToSequence", 11, RunSplit);
        Make(table, "ConcatFromSequence", 11, RunConcat);
        Make(table, "SequenceMap", 17, RunMap);
        Make(table, "Optional", 15, run => run.Set(0, new OptionalValue(Owned(run.InValue(0)))));
        Make(table, "OptionalGetElement", 15, RunGet);
        Make(table, "OptionalHasElement", 15, RunHas);
    }

    private static void Make(OperatorTableBuilder table, string name, int since, RunRule run) =>
        table.Add(name, since, TypeSet.All, Infer, run, OperatorTraits.MakesOutputs);

    private static bool Infer(NodeContext node)
    {
        if (node.Planned)
            return node.Defer();
        for (int i = 0; i < node.InputCount; i++)
            node.Work += node.Input(i).Known switch { TensorSequence s => s.Items.Count, Tensor t => t.Count, _ => 0 };
        return true;
    }

    /// <summary>A value that nobody else writes to: tensors in the arena are copied.</summary>
    private static Value? Owned(Value? value) => value is Tensor tensor ? tensor.Copy() : value;

    private static void RunEmpty(NodeRun run) => run.Set(0, new TensorSequence((ElementType)Math.Clamp(run.Node.Int("dtype", 1), 0, 255), []));

    private static void RunConstruct(NodeRun run)
    {
        var items = new List<Value>();
        for (int i = 0; i < run.InputCount; i++)
        {
            if (Owned(run.InValue(i)) is { } item)
                items.Add(item);
        }
        run.Set(0, new TensorSequence(run.TryIn(0)?.Type ?? ElementType.None, items));
    }

    private static bool TrySequence(NodeRun run, out TensorSequence sequence)
    {
        Value? value = run.InValue(0) is OptionalValue optional ? optional.Content : run.InValue(0);
        sequence = value as TensorSequence ?? new TensorSequence(ElementType.None, []);
        if (value is TensorSequence)
            return true;
        run.Fail(LearningError.RunValue, "the input is not a sequence");
        return false;
    }

    private static bool TryPosition(NodeRun run, int input, int size, out int position)
    {
        position = size;
        if (run.TryIn(input) is not { } tensor)
            return true;
        long index = tensor.Count == 1 && tensor.Type is ElementType.Int32 or ElementType.Int64 ? CastKernel.IntegerAt(tensor, 0) : long.MaxValue;
        index = index < 0 ? index + size : index;
        position = (int)Math.Clamp(index, -1, int.MaxValue);
        if (index >= 0 && index <= size)
            return true;
        run.Fail(LearningError.RunValue, $"position {index} in a sequence of {size}");
        return false;
    }

    private static void RunInsert(NodeRun run)
    {
        if (!TrySequence(run, out TensorSequence sequence) || !TryPosition(run, 2, sequence.Items.Count, out int position))
            return;
        if (sequence.Items.Count >= LearningLimits.SequenceItemsMax)
        {
            run.Fail(LearningError.RunTooLarge, $"a sequence of more than {LearningLimits.SequenceItemsMax}");
            return;
        }

        if (run.TryIn(1) is not { } inserted)
        {
            run.Fail(LearningError.RunValue, "what is inserted is not a tensor");
            return;
        }

        List<Value> items = [.. sequence.Items];
        items.Insert(position, inserted.Copy());
        run.Set(0, new TensorSequence(inserted.Type, items));
    }

    private static void RunErase(NodeRun run)
    {
        if (!TrySequence(run, out TensorSequence sequence) || !TryPosition(run, 1, sequence.Items.Count, out int position))
            return;
        List<Value> items = [.. sequence.Items];
        position = run.TryIn(1) is null ? items.Count - 1 : position;
        if (position < 0 || position >= items.Count)
        {
            run.Fail(LearningError.RunValue, $"position {position} in a sequence of {items.Count}");
            return;
        }

        items.RemoveAt(position);
        run.Set(0, new TensorSequence(sequence.ElementType, items));
    }

    private static void RunAt(NodeRun run)
    {
        if (!TrySequence(run, out TensorSequence sequence) || !TryPosition(run, 1, sequence.Items.Count, out int position))
            return;
        if (position < sequence.Items.Count)
            run.Set(0, Owned(sequence.Items[position])!);
        else
            run.Fail(LearningError.RunValue, $"position {position} in a sequence of {sequence.Items.Count}");
    }

    private static void RunLength(NodeRun run)
    {
        if (TrySequence(run, out TensorSequence sequence))
            run.Set(0, Tensor.From<long>([sequence.Items.Count], []));
    }

    private static void RunSplit(NodeRun run)
    {
        if (run.TryIn(0) is not { } x)
        {
            run.Fail(LearningError.RunValue, "what is split is not a tensor");
            return;
        }

        long axisGiven = run.Node.Int("axis", 0);
        int axis = (int)Math.Clamp(axisGiven < 0 ? axisGiven + x.Rank : axisGiven, 0, Math.Max(0, x.Rank - 1));
        if (x.Rank == 0 || !TryParts(run, x.Shape[axis], out List<int> parts, out bool single))
        {
            run.Fail(LearningError.RunValue, "the parts do not add up");
            return;
        }

        var items = new List<Value>();
        int start = 0;
        foreach (int part in parts)
        {
            int[] shape = [.. x.Shape], strides = TensorShape.Strides(x.Shape);
            shape[axis] = part;
            Tensor piece = Tensor.Create(x.Type, shape);
            if (piece.Count > 0)
                new StridedView(start * strides[axis], shape, strides).Copy(x, piece);
            start += part;
            bool drop = single && run.Node.Int("keepdims", 1) == 0;
            items.Add(drop ? piece.Reshaped([.. shape[..axis], .. shape[(axis + 1)..]]) : piece);
        }

        run.Set(0, new TensorSequence(x.Type, items));
    }

    private static bool TryParts(NodeRun run, int size, out List<int> parts, out bool single)
    {
        parts = [];
        single = run.TryIn(1) is null;
        long each = 1;
        if (run.TryIn(1) is { } split)
        {
            if (split.Type is not (ElementType.Int32 or ElementType.Int64))
                return false;
            if (split.Rank > 0)
                return TryListed(split, size, parts);
            each = split.Count == 1 ? CastKernel.IntegerAt(split, 0) : 0;
        }

        if (each < 1 || size / each > LearningLimits.SequenceItemsMax)
            return false;
        for (int left = size; left > 0; left -= (int)Math.Min(each, left))
            parts.Add((int)Math.Min(each, left));
        return true;
    }

    private static bool TryListed(Tensor split, int size, List<int> parts)
    {
        long sum = 0;
        for (int i = 0; i < split.Count; i++)
        {
            long part = CastKernel.IntegerAt(split, i);
            if (part < 0 || part > size || i >= LearningLimits.SequenceItemsMax)
                return false;
            sum += part;
            parts.Add((int)part);
        }

        return sum == size;
    }

    private static void RunConcat(NodeRun run)
    {
        if (!TrySequence(run, out TensorSequence sequence))
            return;
        long axis = run.Node.Int("axis", 0);
        bool fresh = run.Node.Int("new_axis", 0) != 0;
        int rank = sequence.Items.Count > 0 && sequence.Items[0] is Tensor first ? first.Rank + (fresh ? 1 : 0) : 0;
        axis = axis < 0 ? axis + rank : axis;
        Tensor? joined = axis >= 0 && axis < rank ? (fresh ? Stack(sequence.Items, (int)axis) : Join(sequence.Items, (int)axis)) : null;
        if (joined is not null)
            run.Set(0, joined);
        else
            run.Fail(LearningError.RunValue, "the sequence is empty, its tensors do not fit together, or the axis is outside their rank");
    }

    /// <summary>Tensors of one shape along a new axis; null when they differ.</summary>
    public static Tensor? Stack(IReadOnlyList<Value> items, int axis)
    {
        var widened = new List<Value>();
        foreach (Value item in items)
        {
            if (item is not Tensor tensor || axis > tensor.Rank || tensor.Rank == LearningLimits.RankMax)
                return null;
            widened.Add(tensor.Reshaped([.. tensor.Shape[..axis], 1, .. tensor.Shape[axis..]]));
        }

        return Join(widened, axis);
    }

    private static Tensor? Join(IReadOnlyList<Value> items, int axis)
    {
        long size = 0;
        foreach (Value item in items)
        {
            if (item is not Tensor tensor || items[0] is not Tensor first || tensor.Type != first.Type || tensor.Rank != first.Rank)
                return null;
            for (int d = 0; d < tensor.Rank; d++)
            {
                if (d != axis && tensor.Shape[d] != first.Shape[d])
                    return null;
            }

            size += tensor.Shape[axis];
        }

        int[] shape = [.. ((Tensor)items[0]).Shape];
        if (size > LearningLimits.TensorElementsMax)
            return null;
        shape[axis] = (int)size;
        if (!TensorShape.TryCount(shape, out _))
            return null;
        Tensor joined = Tensor.Create(((Tensor)items[0]).Type, shape);
        int start = 0;
        foreach (Value item in items)
        {
            JoinOperators.Copy((Tensor)item, joined, axis, start);
            start += ((Tensor)item).Shape[axis];
        }

        return joined;
    }

    private static void RunMap(NodeRun run)
    {
        if (!TrySequence(run, out TensorSequence sequence) || run.Node.Node.Find("body")?.Graph is not { } body)
        {
            run.Fail(LearningError.OperatorAttribute, "body is missing");
            return;
        }

        var outputs = new List<Value>[body.Outputs.Count];
        for (int i = 0; i < outputs.Length; i++)
            outputs[i] = [];
        var runner = new SubgraphRunner(run, body);
        for (int i = 0; i < sequence.Items.Count; i++)
        {
            if (Arguments(run, sequence, i) is not { } arguments || runner.Run(arguments) is not { } results)
                return;
            for (int j = 0; j < results.Length; j++)
            {
                if (!runner.TryKeep(outputs[j], results[j]))
                    return;
            }
        }

        for (int i = 0; i < outputs.Length; i++)
            run.Set(i, new TensorSequence(outputs[i].Count > 0 && outputs[i][0] is Tensor tensor ? tensor.Type : ElementType.None, outputs[i]));
    }

    private static List<Value?>? Arguments(NodeRun run, TensorSequence sequence, int index)
    {
        var arguments = new List<Value?> { sequence.Items[index] };
        for (int i = 1; i < run.InputCount; i++)
        {
            if (run.InValue(i) is TensorSequence other && index >= other.Items.Count)
            {
                run.Fail(LearningError.RunValue, "sequences of different lengths");
                return null;
            }

            arguments.Add(run.InValue(i) is TensorSequence list ? list.Items[index] : run.InValue(i));
        }

        return arguments;
    }

    private static void RunGet(NodeRun run)
    {
        Value? value = run.InValue(0) is OptionalValue optional ? optional.Content : run.InValue(0);
        if (value is not null)
            run.Set(0, Owned(value)!);
        else
            run.Fail(LearningError.RunValue, "the optional is empty");
    }

    private static void RunHas(NodeRun run)
    {
        bool has = run.InValue(0) is OptionalValue optional ? optional.Content is not null : run.InValue(0) is not null;
        run.Set(0, Tensor.From<bool>([has], []));
    }
}
