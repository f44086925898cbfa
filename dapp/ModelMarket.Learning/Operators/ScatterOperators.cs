using System.Numerics;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>ScatterElements, Scatter, ScatterND: updates in index order; none, add, mul, min, max.</summary>
internal static class ScatterOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Add("Scatter", 9, TypeSet.All, InferElements, RunElements);
        table.Add("ScatterElements", 11, TypeSet.All, InferElements, RunElements, OperatorTraits.Widen);
        table.Add("ScatterND", 11, TypeSet.All, InferNd, RunNd, OperatorTraits.Widen);
    }

    private static bool Finish(NodeContext node, int[] x, int[] updates, object state)
    {
        string reduction = node.Text("reduction", "none");
        if (node.TypeOf(0) != node.TypeOf(2) || reduction is not ("none" or "add" or "mul" or "min" or "max"))
            return node.Fail(LearningError.OperatorAttribute, $"updates of another type, or reduction '{reduction}'");
        if (reduction != "none" && node.TypeOf(0) is ElementType.String or ElementType.Bool)
            return node.Fail(LearningError.OperatorType, $"reduction '{reduction}' on {node.TypeOf(0)}");
        node.State = state;
        node.Work = (InferRules.CountOf(x) * WorkWeights.Moved) + (InferRules.CountOf(updates) * 4 * WorkWeights.TypedAccess);
        return node.Output(0, node.TypeOf(0), x);
    }

    private static bool InferElements(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x) || !node.TryShape(1, out int[] indices) || !node.TryShape(2, out int[] updates) || !node.TryAxis(node.Int("axis", 0), x.Length, out int axis))
            return false;
        bool fits = x.Length == indices.Length && x.Length > 0 && indices.AsSpan().SequenceEqual(updates);
        for (int i = 0; fits && i < x.Length; i++)
            fits = i == axis || indices[i] <= x[i];
        return fits ? Finish(node, x, updates, axis) : node.Fail(LearningError.OperatorShape, $"indices {TensorShape.Text(indices)} and updates {TensorShape.Text(updates)} do not fit {TensorShape.Text(x)}");
    }

    private static void RunElements(NodeRun run)
    {
        Tensor indices = run.In(1), updates = run.In(2), y = run.Out();
        ElementCopy.All(run.In(0), y);
        int axis = (int)run.Node.State!;
        int[] strides = TensorShape.Strides(y.Shape);
        Span<int> position = stackalloc int[LearningLimits.RankMax];
        string reduction = run.Node.Text("reduction", "none");
        for (int i = 0; i < updates.Count; i++)
        {
            if (!GatherOperators.TryIndex(run, CastKernel.IntegerAt(indices, i), y.Shape[axis], out int at))
                return;
            Update(updates, i, y, GatherOperators.SourceOf(strides, position, axis, at), 1, reduction);
            PlainConvolution.Next(indices.Shape, position);
        }
    }

    private static bool InferNd(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x) || !node.TryShape(1, out int[] indices) || !node.TryShape(2, out int[] updates))
            return false;
        int depth = indices.Length == 0 ? 0 : indices[^1];
        if (depth < 1 || depth > x.Length)
            return node.Fail(LearningError.OperatorShape, $"indices {TensorShape.Text(indices)} do not fit {TensorShape.Text(x)}");
        int[] due = [.. indices[..^1], .. x[depth..]];
        return due.AsSpan().SequenceEqual(updates)
            ? Finish(node, x, updates, depth)
            : node.Fail(LearningError.OperatorShape, $"updates {TensorShape.Text(updates)}; {TensorShape.Text(due)} is due");
    }

    private static void RunNd(NodeRun run)
    {
        Tensor indices = run.In(1), updates = run.In(2), y = run.Out();
        ElementCopy.All(run.In(0), y);
        int depth = (int)run.Node.State!, tail = TensorShape.Product(y.Shape, depth, y.Rank);
        string reduction = run.Node.Text("reduction", "none");
        for (int i = 0; i < indices.Count / depth; i++)
        {
            if (!GatherOperators.TryPlace(run, y.Shape.AsSpan(0, depth), indices, i * depth, out int place))
                return;
            Update(updates, i * tail, y, place * tail, tail, reduction);
        }
    }

    private static void Update(Tensor updates, int from, Tensor y, int to, int count, string reduction)
    {
        if (reduction == "none")
            ElementCopy.Run(updates, from, y, to, count);
        else
            TypeDispatch.Numeric(y.Type, new Merging(updates, from, y, to, count, reduction));
    }

    private readonly struct Merging(Tensor updates, int from, Tensor y, int to, int count, string reduction) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            ReadOnlySpan<T> source = updates.Elements<T>().Slice(from, count);
            Span<T> target = y.Elements<T>().Slice(to, count);
            for (int i = 0; i < count; i++)
            {
                target[i] = reduction switch
                {
                    "add" => unchecked(target[i] + source[i]), // integers wrap
                    "mul" => unchecked(target[i] * source[i]), // integers wrap
                    "min" => Ordering.Min(target[i], source[i]),
                    _ => Ordering.Max(target[i], source[i]),
                };
            }
        }
    }
}
