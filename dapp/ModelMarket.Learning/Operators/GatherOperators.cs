using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>Gather, GatherElements, GatherND, Compress, ArrayFeatureExtractor: elements picked by index; one outside the axis is an error of the run.</summary>
internal static class GatherOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Add("Gather", 1, TypeSet.All, InferGather, RunGather);
        table.Add("GatherElements", 11, TypeSet.All, InferElements, RunElements);
        table.Add("GatherND", 11, TypeSet.All, InferNd, RunNd);
        table.Add("Compress", 9, TypeSet.All, InferCompress, RunCompress);
    }

    private static bool Finish(NodeContext node, int[] shape, object state)
    {
        node.State = state;
        if (!node.Output(0, node.TypeOf(0), shape))
            return false;
        node.Work = InferRules.CountOf(shape) * WorkWeights.Moved;
        return true;
    }

    private static bool InferGather(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x) || !node.TryShape(1, out int[] indices) || !node.TryAxis(node.Int("axis", 0), x.Length, out int axis))
            return false;
        if (x.Length == 0 || node.TypeOf(1) is not (ElementType.Int32 or ElementType.Int64))
            return node.Fail(LearningError.OperatorShape, "a scalar has nothing to pick from, and indices are Int32 or Int64");
        return Finish(node, [.. x[..axis], .. indices, .. x[(axis + 1)..]], axis);
    }

    private static void RunGather(NodeRun run)
    {
        Tensor x = run.In(0), indices = run.In(1), y = run.Out();
        int axis = (int)run.Node.State!, size = x.Shape[axis];
        int tail = TensorShape.Product(x.Shape, axis + 1, x.Rank), outer = TensorShape.Product(x.Shape, 0, axis);
        if (outer == 0)
            return;
        var places = new int[indices.Count];
        for (int i = 0; i < places.Length; i++)
        {
            if (!TryIndex(run, CastKernel.IntegerAt(indices, i), size, out places[i]))
                return;
        }

        if (tail == 1)
            RowPicks.Copy(x, size, places, y);
        else
        {
            for (int pick = 0; pick < outer * places.Length; pick++)
                ElementCopy.Run(x, ((pick / places.Length * size) + places[pick % places.Length]) * tail, y, pick * tail, tail);
        }
    }

    /// <summary>An index within an axis, counted from the end when negative.</summary>
    public static bool TryIndex(NodeRun run, long index, int size, out int at)
    {
        long actual = index < 0 ? index + size : index;
        at = actual >= 0 && actual < size ? (int)actual : -1;
        if (at < 0)
            run.Fail(LearningError.RunValue, $"index {index} of an axis of {size}");
        return at >= 0;
    }

    private static bool InferElements(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x) || !node.TryShape(1, out int[] indices) || !node.TryAxis(node.Int("axis", 0), x.Length, out int axis))
            return false;
        bool fits = x.Length == indices.Length && x.Length > 0;
        for (int i = 0; fits && i < x.Length; i++)
            fits = i == axis || indices[i] <= x[i];
        if (!fits)
            return node.Fail(LearningError.OperatorShape, $"indices {TensorShape.Text(indices)} do not fit {TensorShape.Text(x)}");
        if (!Finish(node, indices, axis))
            return false;
        node.Work = InferRules.CountOf(indices) * 4 * WorkWeights.TypedAccess;
        return true;
    }

    private static void RunElements(NodeRun run)
    {
        Tensor x = run.In(0), indices = run.In(1), y = run.Out();
        int axis = (int)run.Node.State!;
        int[] strides = TensorShape.Strides(x.Shape);
        Span<int> position = stackalloc int[LearningLimits.RankMax];
        for (int i = 0; i < y.Count; i++)
        {
            if (!TryIndex(run, CastKernel.IntegerAt(indices, i), x.Shape[axis], out int at))
                return;
            ElementCopy.Run(x, SourceOf(strides, position, axis, at), y, i, 1);
            PlainConvolution.Next(y.Shape, position);
        }
    }

    /// <summary>The element at a position whose coordinate along one axis is another.</summary>
    public static int SourceOf(int[] strides, ReadOnlySpan<int> position, int axis, int at)
    {
        int source = 0;
        for (int d = 0; d < strides.Length; d++)
            source += (d == axis ? at : position[d]) * strides[d];
        return source;
    }

    private static bool InferNd(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x) || !node.TryShape(1, out int[] indices))
            return false;
        int batch = (int)Math.Clamp(node.Int("batch_dims", 0), 0, LearningLimits.RankMax);
        int depth = indices.Length == 0 ? 0 : indices[^1];
        if (batch >= indices.Length || batch + depth > x.Length || depth < 1 || !x.AsSpan(0, batch).SequenceEqual(indices.AsSpan(0, batch)))
            return node.Fail(LearningError.OperatorShape, $"indices {TensorShape.Text(indices)} do not fit {TensorShape.Text(x)}");
        return Finish(node, [.. indices[..^1], .. x[(batch + depth)..]], batch);
    }

    private static void RunNd(NodeRun run)
    {
        Tensor x = run.In(0), indices = run.In(1), y = run.Out();
        int batch = (int)run.Node.State!, depth = indices.Shape[^1];
        int tail = TensorShape.Product(x.Shape, batch + depth, x.Rank), picks = indices.Count / depth;
        int perBatch = picks / Math.Max(1, TensorShape.Product(x.Shape, 0, batch)), inBatch = TensorShape.Product(x.Shape, batch, x.Rank);
        for (int i = 0; i < picks; i++)
        {
            if (!TryPlace(run, x.Shape.AsSpan(batch, depth), indices, i * depth, out int place))
                return;
            ElementCopy.Run(x, ((i / perBatch) * inBatch) + (place * tail), y, i * tail, tail);
        }
    }

    /// <summary>The row-major place that a tuple of indices names.</summary>
    public static bool TryPlace(NodeRun run, ReadOnlySpan<int> sizes, Tensor indices, int start, out int place)
    {
        place = 0;
        for (int d = 0; d < sizes.Length; d++)
        {
            if (!TryIndex(run, CastKernel.IntegerAt(indices, start + d), sizes[d], out int at))
                return false;
            place = (place * sizes[d]) + at;
        }

        return true;
    }

    private static bool InferCompress(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x) || !node.TryValue(1, out Tensor condition))
            return false;
        bool flat = node.Node.Find("axis") is null;
        int[] shape = flat ? [(int)InferRules.CountOf(x)] : x;
        if (!node.TryAxis(node.Int("axis", 0), shape.Length, out int axis) || condition.Type != ElementType.Bool || shape.Length == 0)
            return node.Fail(LearningError.OperatorShape, "a condition of booleans and an axis are due");
        var picked = new List<int>();
        for (int i = 0; i < Math.Min(condition.Count, shape[axis]); i++)
        {
            if (condition.Bools[i])
                picked.Add(i);
        }

        int[] result = [.. shape];
        result[axis] = picked.Count;
        return Finish(node, result, (Shape: shape, Axis: axis, Picked: picked));
    }

    private static void RunCompress(NodeRun run)
    {
        (int[] shape, int axis, List<int> picked) = ((int[] Shape, int Axis, List<int> Picked))run.Node.State!;
        int tail = TensorShape.Product(shape, axis + 1, shape.Length), outer = TensorShape.Product(shape, 0, axis);
        for (int o = 0; o < outer; o++)
        {
            for (int i = 0; i < picked.Count; i++)
                ElementCopy.Run(run.In(0), ((o * shape[axis]) + picked[i]) * tail, run.Out(), ((o * picked.Count) + i) * tail, tail);
        }
    }
}
