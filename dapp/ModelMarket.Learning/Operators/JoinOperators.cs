using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>Concat.</summary>
internal static class JoinOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table) => table.Add("Concat", 1, TypeSet.All, InferConcat, RunConcat);

    private static bool InferConcat(NodeContext node)
    {
        if (!node.TryShape(0, out int[] first) || !node.TryAxis(node.Int("axis", 1), first.Length, out int axis))
            return false;
        int[] result = [.. first];
        if (axis >= first.Length)
            return node.Fail(LearningError.OperatorShape, "scalars cannot be joined");
        for (int i = 1; i < node.InputCount; i++)
        {
            if (!node.TryShape(i, out int[] next))
                return false;
            if (!Fits(first, next, axis) || node.TypeOf(i) != node.TypeOf(0))
                return node.Fail(LearningError.OperatorShape, $"{TensorShape.Text(next)} cannot be joined to {TensorShape.Text(first)} along axis {axis}");
            result[axis] += next[axis];
        }

        node.State = axis;
        if (!node.Output(0, node.TypeOf(0), result))
            return false;
        node.Work = InferRules.CountOf(result) * WorkWeights.Moved;
        return true;
    }

    private static bool Fits(int[] first, int[] next, int axis)
    {
        if (first.Length != next.Length)
            return false;
        for (int i = 0; i < first.Length; i++)
        {
            if (i != axis && first[i] != next[i])
                return false;
        }

        return true;
    }

    private static void RunConcat(NodeRun run)
    {
        int axis = (int)run.Node.State!, start = 0;
        for (int i = 0; i < run.InputCount; i++)
        {
            Copy(run.In(i), run.Out(), axis, start);
            start += run.In(i).Shape[axis];
        }
    }

    /// <summary>Copies a part to its place along the axis.</summary>
    public static void Copy(Tensor part, Tensor whole, int axis, int start)
    {
        int outer = TensorShape.Product(part.Shape, 0, axis), tail = TensorShape.Product(part.Shape, axis + 1, part.Rank);
        int run = part.Shape[axis] * tail, step = whole.Shape[axis] * tail;
        for (int i = 0; i < outer; i++)
        {
            if (part.Type == ElementType.String)
            {
                part.Strings.Slice(i * run, run).CopyTo(whole.Strings[((i * step) + (start * tail))..]);
                continue;
            }

            int size = part.Type.SizeBytes();
            part.Bytes.Slice(i * run * size, run * size).CopyTo(whole.Bytes[(((i * step) + (start * tail)) * size)..]);
        }
    }
}
