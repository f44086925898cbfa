using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>Pad: constant, edge, reflect, wrap; negative pads cut. CenterCropPad: of an odd difference the smaller half lies before.</summary>
internal static class PadOperators
{
    /// <summary>Per axis, for every output coordinate the input's, −1 where the constant stands.</summary>
    private sealed record Sources(int[][] ByAxis);

    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Add("Pad", 1, TypeSet.Fixed, node => Infer(node, node.Ints("pads") ?? node.Ints("paddings") ?? [], null), Run);
        table.Add("Pad", 11, TypeSet.Fixed, InferByInput, Run);
        table.Add("CenterCropPad", 18, TypeSet.Fixed, InferCenter, Run);
    }

    private static bool InferByInput(NodeContext node)
    {
        long[]? axes = null;
        if (!node.TryIntegers(1, out long[] pads) || (node.Has(3) && !node.TryIntegers(3, out axes)))
            return false;
        return Infer(node, pads, axes);
    }

    private static bool InferCenter(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x) || !node.TryIntegers(1, out long[] sizes))
            return false;
        long[]? axes = node.Ints("axes");
        if (sizes.Length != (axes?.Length ?? x.Length))
            return node.Fail(LearningError.OperatorShape, $"{sizes.Length} sizes for {axes?.Length ?? x.Length} axes");
        var before = new long[x.Length];
        var after = new long[x.Length];
        for (int i = 0; i < sizes.Length; i++)
        {
            if (!node.TryAxis(axes?[i] ?? i, x.Length, out int axis))
                return false;
            if (sizes[i] is < 0 or > LearningLimits.TensorElementsMax)
                return node.Fail(LearningError.OperatorShape, $"size {sizes[i]}");
            before[axis] = (sizes[i] - x[axis]) / 2;
            after[axis] = sizes[i] - x[axis] - before[axis];
        }

        return Finish(node, x, before, after);
    }

    private static bool Infer(NodeContext node, long[] pads, long[]? axes)
    {
        if (!node.TryShape(0, out int[] x))
            return false;
        int count = axes?.Length ?? x.Length;
        if (pads.Length != 2 * count)
            return node.Fail(LearningError.OperatorShape, $"{pads.Length} pads for {count} axes");
        var before = new long[x.Length];
        var after = new long[x.Length];
        for (int i = 0; i < count; i++)
        {
            if (!node.TryAxis(axes?[i] ?? i, x.Length, out int axis))
                return false;
            if (pads[i] is < -LearningLimits.TensorElementsMax or > LearningLimits.TensorElementsMax || pads[count + i] is < -LearningLimits.TensorElementsMax or > LearningLimits.TensorElementsMax)
                return node.Fail(LearningError.OperatorAttribute, "a pad beyond the limit");
            before[axis] = pads[i];
            after[axis] = pads[count + i];
        }

        return Finish(node, x, before, after);
    }

    private static bool Finish(NodeContext node, int[] x, long[] before, long[] after)
    {
        string mode = node.Text("mode", "constant");
        var shape = new int[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            long size = x[i] + before[i] + after[i];
            bool needsInput = mode != "constant" && (before[i] > 0 || after[i] > 0);
            if (size is < 0 or > LearningLimits.TensorElementsMax || (needsInput && x[i] == 0))
                return node.Fail(LearningError.OperatorShape, $"axis {i} becomes {size}");
            shape[i] = (int)size;
        }

        if (!node.Output(0, node.TypeOf(0), shape))
            return false;
        var sources = new int[x.Length][];
        for (int i = 0; i < x.Length; i++)
        {
            sources[i] = new int[shape[i]];
            for (int j = 0; j < shape[i]; j++)
                sources[i][j] = Source(j - before[i], x[i], mode);
        }

        node.State = new Sources(sources);
        node.Work = InferRules.CountOf(shape) * ((2 * WorkWeights.TypedAccess) + WorkWeights.Walked);
        return true;
    }

    private static int Source(long at, int size, string mode)
    {
        if (at >= 0 && at < size)
            return (int)at;
        switch (mode)
        {
            case "edge": return at < 0 ? 0 : size - 1;
            case "wrap": return (int)(((at % size) + size) % size);
            case "reflect":
                long period = Math.Max(1, 2L * (size - 1));
                long folded = ((at % period) + period) % period;
                return (int)(folded < size ? folded : period - folded);
            default: return -1;
        }
    }

    private static void Run(NodeRun run)
    {
        int[][] sources = ((Sources)run.Node.State!).ByAxis;
        Tensor x = run.In(0), y = run.Out(), constant = Constant(run);
        int[] strides = TensorShape.Strides(x.Shape);
        Span<int> position = stackalloc int[LearningLimits.RankMax];
        for (int i = 0; i < y.Count; i++)
        {
            int at = 0;
            for (int d = 0; d < sources.Length && at >= 0; d++)
                at = sources[d][position[d]] < 0 ? -1 : at + (sources[d][position[d]] * strides[d]);
            ElementCopy.Run(at < 0 ? constant : x, Math.Max(at, 0), y, i, 1);
            PlainConvolution.Next(y.Shape, position);
        }
    }

    private static Tensor Constant(NodeRun run)
    {
        if (run.TryIn(2) is { Count: > 0 } given)
            return given;
        Tensor constant = Tensor.Create(run.In(0).Type, 1);
        CastKernel.TryRun(Tensor.From<float>([run.Node.Float("value", 0)], 1), constant);
        return constant;
    }
}
