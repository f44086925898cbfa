using System.Numerics;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>ArgMax, ArgMin, TopK, Unique, NonZero: a total order with NaN greatest, ties to the lower index.</summary>
internal static class OrderOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Add("ArgMax", 1, TypeSet.Numeric, InferArg, run => TypeDispatch.Numeric(run.In(0).Type, new Extreme(run, 1)), OperatorTraits.Widen);
        table.Add("ArgMin", 1, TypeSet.Numeric, InferArg, run => TypeDispatch.Numeric(run.In(0).Type, new Extreme(run, -1)), OperatorTraits.Widen);
        table.Add("TopK", 1, TypeSet.Numeric, node => InferTopK(node, node.Int("k", -1)), RunTopK, OperatorTraits.Widen);
        table.Add("TopK", 10, TypeSet.Numeric, InferTopKByInput, RunTopK, OperatorTraits.Widen);
        table.Add("NonZero", 9, TypeSet.Fixed, InferNonZero, RunNonZero);
        table.Add("Unique", 11, TypeSet.Numeric, UniqueRows.Infer, UniqueRows.Run);
    }

    private static bool InferArg(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x) || !node.TryAxis(node.Int("axis", 0), x.Length, out int axis))
            return false;
        if (x.Length == 0 || x[axis] == 0)
            return node.Fail(LearningError.OperatorShape, $"{TensorShape.Text(x)} has nothing along axis {axis}");
        node.State = axis;
        node.Work = InferRules.CountOf(x) * WorkWeights.Walked;
        int[] shape = node.Int("keepdims", 1) != 0 ? [.. x[..axis], 1, .. x[(axis + 1)..]] : [.. x[..axis], .. x[(axis + 1)..]];
        return node.Output(0, ElementType.Int64, shape);
    }

    private readonly struct Extreme(NodeRun run, int sign) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            var walk = new AxisWalk(run.In(0).Shape, (int)run.Node.State!);
            ReadOnlySpan<T> x = run.In(0).Elements<T>();
            Span<long> y = run.Out().Int64s;
            bool last = run.Node.Int("select_last_index", 0) != 0;
            for (int line = 0; line < walk.Lines; line++)
            {
                int start = walk.Start(line), best = 0;
                for (int i = 1; i < walk.Length; i++)
                {
                    T value = x[start + (i * walk.Step)], champion = x[start + (best * walk.Step)];
                    bool better = T.IsNaN(value) ? !T.IsNaN(champion) : sign > 0 ? value > champion : value < champion;
                    best = better || (last && value == champion) ? i : best;
                }

                y[line] = best;
            }
        }
    }

    private static bool InferTopKByInput(NodeContext node)
    {
        if (!node.TryIntegers(1, out long[] k))
            return false;
        return k.Length == 1 ? InferTopK(node, k[0]) : node.Fail(LearningError.OperatorShape, "k is one number");
    }

    private static bool InferTopK(NodeContext node, long k)
    {
        if (!node.TryShape(0, out int[] x) || !node.TryAxis(node.Int("axis", -1), x.Length, out int axis))
            return false;
        if (x.Length == 0 || k < 0 || k > x[axis])
            return node.Fail(LearningError.OperatorAttribute, $"k {k} of {TensorShape.Text(x)} along axis {axis}");
        int[] shape = [.. x];
        shape[axis] = (int)k;
        node.State = axis;
        node.Work = InferRules.CountOf(x) * BitOperations.Log2((uint)x[axis] + 1) * WorkWeights.SortStep;
        return node.Output(0, node.TypeOf(0), shape) && (node.OutputCount < 2 || node.Output(1, ElementType.Int64, shape));
    }

    private static void RunTopK(NodeRun run) => TypeDispatch.Numeric(run.In(0).Type, new Top(run));

    private readonly struct Top(NodeRun run) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            int axis = (int)run.Node.State!, k = run.Out().Shape[axis];
            var walk = new AxisWalk(run.In(0).Shape, axis);
            Tensor x = run.In(0), y = run.Out();
            int sign = run.Node.Int("largest", 1) != 0 ? -1 : 1;
            var order = new int[walk.Length];
            var values = new T[walk.Length];
            var comparer = new ByValue<T>(values, sign);
            for (int line = 0; line < walk.Lines; line++)
            {
                int start = walk.Start(line), to = ((line / walk.Step) * k * walk.Step) + (line % walk.Step);
                ReadOnlySpan<T> from = x.Elements<T>();
                for (int i = 0; i < order.Length; i++)
                {
                    order[i] = i;
                    values[i] = from[start + (i * walk.Step)];
                }

                order.AsSpan().Sort(comparer);
                for (int i = 0; i < k; i++)
                {
                    y.Elements<T>()[to + (i * walk.Step)] = values[order[i]];
                    if (run.TryOut(1) is { } indices)
                        indices.Int64s[to + (i * walk.Step)] = order[i];
                }
            }
        }
    }

    /// <summary>Positions by the value there, ties to the lower position: no two are equal, so every sort gives one order.</summary>
    private readonly struct ByValue<T>(T[] values, int sign) : IComparer<int>
        where T : unmanaged, INumber<T>
    {
        public int Compare(int x, int y)
        {
            int compared = sign * Ordering.Compare(values[x], values[y]);
            return compared != 0 ? compared : x.CompareTo(y);
        }
    }

    private static bool InferNonZero(NodeContext node)
    {
        if (!node.TryShape(0, out int[] shape) || !node.TryValue(0, out Tensor x))
            return false;
        int count = 0;
        for (int i = 0; i < x.Count; i++)
            count += IsZero(x, i) ? 0 : 1;
        node.Work = x.Count * WorkWeights.TypedAccess;
        return node.Output(0, ElementType.Int64, [shape.Length, count]);
    }

    private static bool IsZero(Tensor x, int index) => x.Type.IsFloating() ? CastKernel.At(x, index) == 0 : CastKernel.IntegerAt(x, index) == 0;

    private static void RunNonZero(NodeRun run)
    {
        Tensor x = run.In(0);
        Span<long> y = run.Out().Int64s;
        Span<int> position = stackalloc int[LearningLimits.RankMax];
        int columns = run.Out().Shape[1], column = 0;
        for (int i = 0; i < x.Count; i++)
        {
            if (!IsZero(x, i))
            {
                for (int d = 0; d < x.Rank; d++)
                    y[(d * columns) + column] = position[d];
                column++;
            }

            PlainConvolution.Next(x.Shape, position);
        }
    }
}
