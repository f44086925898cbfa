using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>Operators that only give another shape to the same elements, or speak of shapes: Identity, Reshape, Flatten, Squeeze, Unsqueeze, Shape, Size.</summary>
internal static class ShapeOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Add("Identity", 1, TypeSet.All, InferIdentity, RunAlias, OperatorTraits.Alias);
        table.Add("Flatten", 1, TypeSet.All, InferFlatten, RunAlias, OperatorTraits.Alias);
        table.Add("Reshape", 1, TypeSet.All, InferReshapeByAttribute, RunAlias, OperatorTraits.Alias);
        table.Add("Reshape", 5, TypeSet.All, InferReshape, RunAlias, OperatorTraits.Alias);
        table.Add("Squeeze", 1, TypeSet.All, node => InferSqueeze(node, node.Ints("axes")), RunAlias, OperatorTraits.Alias);
        table.Add("Squeeze", 13, TypeSet.All, InferSqueezeByInput, RunAlias, OperatorTraits.Alias);
        table.Add("Unsqueeze", 1, TypeSet.All, node => InferUnsqueeze(node, node.Ints("axes") ?? []), RunAlias, OperatorTraits.Alias);
        table.Add("Unsqueeze", 13, TypeSet.All, InferUnsqueezeByInput, RunAlias, OperatorTraits.Alias);
        table.Add("Shape", 1, TypeSet.All, InferShape, RunAlias);
        table.Add("Size", 1, TypeSet.All, InferSize, RunAlias);
    }

    /// <summary>Copies input 0: called only where the plan could not share its memory (while folding).</summary>
    public static void RunAlias(NodeRun run)
    {
        if (run.InValue(0) is not Tensor source)
            run.Set(0, run.InValue(0)!);
        else
            run.Set(0, run.TryOut(0) is { } target ? source.Copy().Reshaped(target.Shape) : source);
    }

    private static bool InferIdentity(NodeContext node)
    {
        ValueFact fact = node.Input(0);
        if (fact.Known is not null and not Tensor)
            return true;
        return node.TryShape(0, out int[] shape) && node.Output(0, node.TypeOf(0), shape);
    }

    private static bool InferFlatten(NodeContext node)
    {
        if (!node.TryShape(0, out int[] shape))
            return false;
        long axis = node.Int("axis", 1);
        axis = axis < 0 ? axis + shape.Length : axis;
        if (axis < 0 || axis > shape.Length)
            return node.Fail(LearningError.OperatorAttribute, $"axis {axis} of a tensor of rank {shape.Length}");
        return node.Output(0, node.TypeOf(0), [TensorShape.Product(shape, 0, (int)axis), TensorShape.Product(shape, (int)axis, shape.Length)]);
    }

    private static bool InferReshapeByAttribute(NodeContext node) => InferReshape(node, node.Ints("shape") ?? []);

    private static bool InferReshape(NodeContext node) => node.TryIntegers(1, out long[] wanted) && InferReshape(node, wanted);

    private static bool InferReshape(NodeContext node, long[] wanted)
    {
        if (!node.TryShape(0, out int[] shape))
            return false;
        if (wanted.Length > LearningLimits.RankMax)
            return node.Fail(LearningError.OperatorShape, $"a shape of {wanted.Length} dimensions");
        bool zeroIsZero = node.Int("allowzero", 0) != 0;
        var result = new int[wanted.Length];
        int open = -1;
        long known = 1;
        for (int i = 0; i < wanted.Length; i++)
        {
            long dimension = wanted[i] == 0 && !zeroIsZero && i < shape.Length ? shape[i] : wanted[i];
            if (dimension == -1 && open < 0)
            {
                open = i;
                continue;
            }

            if (dimension is < 0 or > LearningLimits.TensorElementsMax || known > LearningLimits.TensorElementsMax)
                return node.Fail(LearningError.OperatorShape, $"dimension {dimension} of the wanted shape");
            result[i] = (int)dimension;
            known *= dimension;
        }

        long count = InferRules.CountOf(shape);
        if (open >= 0)
            result[open] = known == 0 ? 0 : (int)(count / known);
        if (!TensorShape.TryCount(result, out int total) || total != count)
            return node.Fail(LearningError.OperatorShape, $"{TensorShape.Text(shape)} cannot become {TensorShape.Text(result)}");
        return node.Output(0, node.TypeOf(0), result);
    }

    private static bool InferSqueezeByInput(NodeContext node)
    {
        if (!node.Has(1))
            return InferSqueeze(node, null);
        return node.TryIntegers(1, out long[] axes) && InferSqueeze(node, axes);
    }

    private static bool InferSqueeze(NodeContext node, long[]? axes)
    {
        if (!node.TryShape(0, out int[] shape))
            return false;
        var dropped = new bool[shape.Length];
        for (int i = 0; i < shape.Length; i++)
            dropped[i] = axes is null && shape[i] == 1;
        foreach (long axis in axes ?? [])
        {
            if (!node.TryAxis(axis, shape.Length, out int at))
                return false;
            if (at >= shape.Length || shape[at] != 1)
                return node.Fail(LearningError.OperatorShape, $"axis {axis} of {TensorShape.Text(shape)} is not 1");
            dropped[at] = true;
        }

        var kept = new List<int>();
        for (int i = 0; i < shape.Length; i++)
        {
            if (!dropped[i])
                kept.Add(shape[i]);
        }

        return node.Output(0, node.TypeOf(0), [.. kept]);
    }

    private static bool InferUnsqueezeByInput(NodeContext node) => node.TryIntegers(1, out long[] axes) && InferUnsqueeze(node, axes);

    private static bool InferUnsqueeze(NodeContext node, long[] axes)
    {
        if (!node.TryShape(0, out int[] shape))
            return false;
        int rank = shape.Length + axes.Length;
        if (rank > LearningLimits.RankMax)
            return node.Fail(LearningError.OperatorShape, $"a result of rank {rank}");
        var inserted = new bool[rank];
        foreach (long axis in axes)
        {
            if (!node.TryAxis(axis, rank, out int at))
                return false;
            if (inserted[at])
                return node.Fail(LearningError.OperatorAttribute, $"axis {axis} twice");
            inserted[at] = true;
        }

        var result = new int[rank];
        int next = 0;
        for (int i = 0; i < rank; i++)
            result[i] = inserted[i] ? 1 : shape[next++];
        return node.Output(0, node.TypeOf(0), result);
    }

    private static bool InferShape(NodeContext node)
    {
        if (!node.TryShape(0, out int[] shape))
            return false;
        int start = Clip(node.Int("start", 0), shape.Length), end = Clip(node.Int("end", shape.Length), shape.Length);
        var dimensions = new long[Math.Max(0, end - start)];
        for (int i = 0; i < dimensions.Length; i++)
            dimensions[i] = shape[start + i];
        return node.OutputValue(0, Tensor.From<long>(dimensions, dimensions.Length));
    }

    private static int Clip(long position, int rank) => (int)Math.Clamp(position < 0 ? Math.Max(position, -rank) + rank : position, 0, rank);

    private static bool InferSize(NodeContext node) =>
        node.TryShape(0, out int[] shape) && node.OutputValue(0, Tensor.From<long>([InferRules.CountOf(shape)], []));
}
