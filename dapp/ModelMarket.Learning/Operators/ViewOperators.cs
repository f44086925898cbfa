using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>Operators whose result is a walk through one input: Transpose, Slice, Expand, Tile, DepthToSpace, SpaceToDepth, Split.</summary>
internal static class ViewOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Add("Transpose", 1, TypeSet.All, InferTranspose, Run);
        table.Add("Slice", 1, TypeSet.All, InferSliceByAttribute, Run);
        table.Add("Slice", 10, TypeSet.All, InferSliceByInput, Run);
        table.Add("Expand", 8, TypeSet.All, InferExpand, Run);
        table.Add("Tile", 1, TypeSet.All, InferOldTile, Run);
        table.Add("Tile", 6, TypeSet.All, InferTile, Run);
        table.Add("DepthToSpace", 1, TypeSet.All, InferDepthToSpace, Run);
        table.Add("SpaceToDepth", 1, TypeSet.All, InferSpaceToDepth, Run);
        table.Add("Split", 1, TypeSet.All, node => InferSplit(node, node.Ints("split")), RunSplit);
        table.Add("Split", 13, TypeSet.All, InferSplitByInput, RunSplit);
    }

    private static void Run(NodeRun run) => ((StridedView)run.Node.State!).Copy(run.In(0), run.Out());

    private static bool Finish(NodeContext node, int[] shape, StridedView view)
    {
        node.State = view;
        if (!node.Output(0, node.TypeOf(0), shape))
            return false;
        node.Work = InferRules.CountOf(shape) * WorkWeights.Moved;
        return true;
    }

    private static bool InferTranspose(NodeContext node)
    {
        if (!node.TryShape(0, out int[] shape))
            return false;
        long[] order = node.Ints("perm") ?? Reversed(shape.Length);
        var seen = new bool[shape.Length];
        var result = new int[shape.Length];
        var walk = new int[shape.Length];
        int[] strides = TensorShape.Strides(shape);
        for (int i = 0; i < shape.Length; i++)
        {
            if (order.Length != shape.Length || order[i] < 0 || order[i] >= shape.Length || seen[order[i]])
                return node.Fail(LearningError.OperatorAttribute, "perm is not a permutation of the axes");
            seen[order[i]] = true;
            result[i] = shape[order[i]];
            walk[i] = strides[order[i]];
        }

        return Finish(node, result, new StridedView(0, result, walk));
    }

    private static long[] Reversed(int rank)
    {
        var order = new long[rank];
        for (int i = 0; i < rank; i++)
            order[i] = rank - 1 - i;
        return order;
    }

    private static bool InferSliceByAttribute(NodeContext node)
    {
        long[] starts = node.Ints("starts") ?? [], ends = node.Ints("ends") ?? [];
        return InferSlice(node, starts, ends, node.Ints("axes"), null);
    }

    private static bool InferSliceByInput(NodeContext node)
    {
        if (!node.TryIntegers(1, out long[] starts) || !node.TryIntegers(2, out long[] ends))
            return false;
        long[]? axes = null, steps = null;
        if (node.Has(3) && !node.TryIntegers(3, out axes))
            return false;
        if (node.Has(4) && !node.TryIntegers(4, out steps))
            return false;
        return InferSlice(node, starts, ends, axes, steps);
    }

    private static bool InferSlice(NodeContext node, long[] starts, long[] ends, long[]? axes, long[]? steps)
    {
        if (!node.TryShape(0, out int[] shape))
            return false;
        if (ends.Length != starts.Length || (axes ?? starts).Length != starts.Length || (steps ?? starts).Length != starts.Length)
            return node.Fail(LearningError.OperatorShape, "starts, ends, axes and steps differ in length");
        int[] result = [.. shape], walk = TensorShape.Strides(shape);
        int offset = 0;
        for (int i = 0; i < starts.Length; i++)
        {
            if (!node.TryAxis(axes?[i] ?? i, shape.Length, out int axis))
                return false;
            long step = steps?[i] ?? 1;
            if (step == 0 || axis >= shape.Length)
                return node.Fail(LearningError.OperatorAttribute, "a step of 0 or an axis outside the rank");
            (int start, int count) = Bounds(starts[i], ends[i], step, shape[axis]);
            offset += start * walk[axis];
            result[axis] = count;
            walk[axis] = count > 1 ? walk[axis] * (int)step : 0;
        }

        return Finish(node, result, new StridedView(InferRules.CountOf(result) == 0 ? 0 : offset, result, walk));
    }

    /// <summary>NumPy's rule: negative positions count from the end, then both are clamped to what the step's direction allows.</summary>
    private static (int Start, int Count) Bounds(long start, long end, long step, int size)
    {
        long low = step > 0 ? 0 : -1, high = step > 0 ? size : size - 1;
        start = Math.Clamp(start < 0 ? Math.Max(start, -size - 1L) + size : start, low, Math.Max(low, high));
        end = Math.Clamp(end < 0 ? Math.Max(end, -size - 1L) + size : end, low, Math.Max(low, high));
        long stride = Math.Clamp(Math.Abs(Math.Max(step, -int.MaxValue)), 1, int.MaxValue);
        long distance = step > 0 ? end - start : start - end;
        return ((int)start, distance <= 0 ? 0 : (int)((distance + stride - 1) / stride));
    }

    private static bool InferExpand(NodeContext node)
    {
        if (!node.TryShape(0, out int[] shape) || !node.TryIntegers(1, out long[] wanted))
            return false;
        if (!TryShape(node, wanted, out int[] target))
            return false;
        if (!TensorShape.TryBroadcast(shape, target, out int[] result))
            return node.Fail(LearningError.OperatorShape, $"{TensorShape.Text(shape)} does not expand to {TensorShape.Text(target)}");
        int[] strides = TensorShape.Strides(shape), walk = new int[result.Length];
        for (int i = 0; i < shape.Length; i++)
            walk[result.Length - shape.Length + i] = shape[i] == 1 ? 0 : strides[i];
        return Finish(node, result, new StridedView(0, result, walk));
    }

    /// <summary>A shape given as numbers of 64 bits.</summary>
    public static bool TryShape(NodeContext node, long[] wanted, out int[] shape)
    {
        shape = new int[wanted.Length];
        for (int i = 0; i < wanted.Length; i++)
        {
            if (wanted[i] is < 0 or > LearningLimits.TensorElementsMax || wanted.Length > LearningLimits.RankMax)
                return node.Fail(LearningError.OperatorShape, $"dimension {wanted[i]}");
            shape[i] = (int)wanted[i];
        }

        return true;
    }

    private static bool InferOldTile(NodeContext node)
    {
        if (!node.TryShape(0, out int[] shape) || !node.TryIntegers(1, out long[] tiles) || !node.TryIntegers(2, out long[] axes))
            return false;
        var repeats = new long[shape.Length];
        Array.Fill(repeats, 1);
        if (tiles.Length != 1 || axes.Length != 1 || !node.TryAxis(axes[0], shape.Length, out int axis))
            return node.Fail(LearningError.OperatorShape, "one count of tiles and one axis are due");
        repeats[axis] = tiles[0];
        return InferTile(node, shape, repeats);
    }

    private static bool InferTile(NodeContext node) =>
        node.TryShape(0, out int[] shape) && node.TryIntegers(1, out long[] repeats) && InferTile(node, shape, repeats);

    private static bool InferTile(NodeContext node, int[] shape, long[] repeats)
    {
        if (repeats.Length != shape.Length)
            return node.Fail(LearningError.OperatorShape, "one repeat count per axis is due");
        int[] result = new int[shape.Length], strides = TensorShape.Strides(shape);
        var sizes = new int[2 * shape.Length];
        var walk = new int[2 * shape.Length];
        for (int i = 0; i < shape.Length; i++)
        {
            if (repeats[i] < 0 || repeats[i] > LearningLimits.TensorElementsMax || repeats[i] * shape[i] > LearningLimits.TensorElementsMax)
                return node.Fail(LearningError.OperatorShape, $"{repeats[i]} repeats");
            result[i] = (int)repeats[i] * shape[i];
            sizes[2 * i] = (int)repeats[i];
            sizes[(2 * i) + 1] = shape[i];
            walk[(2 * i) + 1] = strides[i];
        }

        return Finish(node, result, new StridedView(0, sizes, walk));
    }

    private static bool InferDepthToSpace(NodeContext node)
    {
        if (!TryBlocks(node, out int[] shape, out int block))
            return false;
        int depth = shape[1] / (block * block);
        if (shape[1] % (block * block) != 0)
            return node.Fail(LearningError.OperatorShape, $"{shape[1]} channels do not split into blocks of {block}");
        bool columnFirst = node.Text("mode", "DCR") == "CRD";
        int[] split = columnFirst ? [shape[0], depth, block, block, shape[2], shape[3]] : [shape[0], block, block, depth, shape[2], shape[3]];
        int[] order = columnFirst ? [0, 1, 4, 2, 5, 3] : [0, 3, 4, 1, 5, 2];
        return Finish(node, [shape[0], depth, shape[2] * block, shape[3] * block], Permuted(split, order));
    }

    private static bool InferSpaceToDepth(NodeContext node)
    {
        if (!TryBlocks(node, out int[] shape, out int block))
            return false;
        if (shape[2] % block != 0 || shape[3] % block != 0)
            return node.Fail(LearningError.OperatorShape, $"{TensorShape.Text(shape)} does not split into blocks of {block}");
        int[] split = [shape[0], shape[1], shape[2] / block, block, shape[3] / block, block];
        return Finish(node, [shape[0], shape[1] * block * block, shape[2] / block, shape[3] / block], Permuted(split, [0, 3, 5, 1, 2, 4]));
    }

    private static bool TryBlocks(NodeContext node, out int[] shape, out int block)
    {
        block = (int)Math.Clamp(node.Int("blocksize", 0), 0, 1 << 14);
        if (!node.TryShape(0, out shape))
            return false;
        return (shape.Length == 4 && block > 0) || node.Fail(LearningError.OperatorShape, "four dimensions and a positive blocksize are due");
    }

    private static StridedView Permuted(int[] shape, int[] order)
    {
        int[] strides = TensorShape.Strides(shape), sizes = new int[order.Length], walk = new int[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            sizes[i] = shape[order[i]];
            walk[i] = strides[order[i]];
        }

        return new StridedView(0, sizes, walk);
    }

    private static bool InferSplitByInput(NodeContext node)
    {
        if (!node.Has(1))
            return InferSplit(node, null);
        return node.TryIntegers(1, out long[] sizes) && InferSplit(node, sizes);
    }

    private static bool InferSplit(NodeContext node, long[]? sizes)
    {
        if (!node.TryShape(0, out int[] shape) || !node.TryAxis(node.Int("axis", 0), shape.Length, out int axis))
            return false;
        sizes ??= EqualParts(shape[axis], node.OutputCount, node.Opset >= 18);
        if (sizes.Length < node.OutputCount || Sum(sizes) != shape[axis])
            return node.Fail(LearningError.OperatorShape, $"parts do not add up to {shape[axis]}");
        int[] strides = TensorShape.Strides(shape);
        var views = new StridedView[node.OutputCount];
        int start = 0;
        for (int i = 0; i < views.Length; i++)
        {
            int[] part = [.. shape];
            part[axis] = (int)sizes[i];
            views[i] = new StridedView(start * strides[axis], part, strides);
            start += part[axis];
            if (!node.Output(i, node.TypeOf(0), part))
                return false;
        }

        node.State = views;
        node.Work = InferRules.CountOf(shape) * WorkWeights.Moved;
        return true;
    }

    private static long Sum(long[] sizes)
    {
        long sum = 0;
        foreach (long size in sizes)
        {
            if (size is < 0 or > LearningLimits.TensorElementsMax)
                return -1;
            sum += size;
        }

        return sum;
    }

    private static long[] EqualParts(int size, int count, bool lastShorter)
    {
        var sizes = new long[count];
        int part = lastShorter ? (size + count - 1) / Math.Max(1, count) : size / Math.Max(1, count);
        for (int i = 0; i < count; i++)
            sizes[i] = lastShorter ? Math.Clamp(size - (i * part), 0, part) : part;
        return sizes;
    }

    private static void RunSplit(NodeRun run)
    {
        var views = (StridedView[])run.Node.State!;
        for (int i = 0; i < views.Length; i++)
        {
            if (run.TryOut(i) is { } part && part.Count > 0)
                views[i].Copy(run.In(0), part);
        }
    }
}
