using System.Numerics;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>CumSum, Trilu, ReverseSequence.</summary>
internal static class SequenceAxisOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Add("CumSum", 11, TypeSet.Numeric, InferCumSum, RunCumSum, OperatorTraits.Widen);
        table.Add("Trilu", 14, TypeSet.Fixed, InferTrilu, RunTrilu);
        table.Add("ReverseSequence", 10, TypeSet.All, InferReverse, RunReverse);
    }

    private static bool InferCumSum(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x) || !node.TryIntegers(1, out long[] axes))
            return false;
        if (axes.Length != 1 || !node.TryAxis(axes[0], x.Length, out int axis))
            return node.Fail(LearningError.OperatorAttribute, "one axis within the rank is due");
        node.State = axis;
        node.Work = InferRules.CountOf(x) * WorkWeights.Walked;
        return node.Output(0, node.TypeOf(0), x);
    }

    private static void RunCumSum(NodeRun run) => TypeDispatch.Numeric(run.In(0).Type, new Summing(run));

    private readonly struct Summing(NodeRun run) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            var walk = new AxisWalk(run.In(0).Shape, (int)run.Node.State!);
            ReadOnlySpan<T> x = run.In(0).Elements<T>();
            Span<T> y = run.Out().Elements<T>();
            bool exclusive = run.Node.Int("exclusive", 0) != 0, reverse = run.Node.Int("reverse", 0) != 0;
            for (int line = 0; line < walk.Lines; line++)
            {
                T sum = T.Zero;
                for (int i = 0; i < walk.Length; i++)
                {
                    int at = walk.Start(line) + ((reverse ? walk.Length - 1 - i : i) * walk.Step);
                    T next = unchecked(sum + x[at]); // integers wrap
                    y[at] = exclusive ? sum : next;
                    sum = next;
                }
            }
        }
    }

    private static bool InferTrilu(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x))
            return false;
        long k = 0;
        if (node.Has(1))
        {
            if (!node.TryIntegers(1, out long[] ks))
                return false;
            k = ks.Length == 1 ? ks[0] : 0;
        }

        if (x.Length < 2)
            return node.Fail(LearningError.OperatorShape, $"{TensorShape.Text(x)} is not a matrix");
        node.State = Math.Clamp(k, -LearningLimits.TensorElementsMax, LearningLimits.TensorElementsMax);
        node.Work = InferRules.CountOf(x) * WorkWeights.Moved;
        return node.Output(0, node.TypeOf(0), x);
    }

    private static void RunTrilu(NodeRun run)
    {
        Tensor x = run.In(0), y = run.Out();
        int rows = x.Shape[^2], columns = x.Shape[^1];
        long k = (long)run.Node.State!;
        bool upper = run.Node.Int("upper", 1) != 0;
        y.Bytes.Clear();
        for (int row = 0; columns > 0 && row < x.Count / columns; row++)
        {
            int diagonal = (int)Math.Clamp((row % rows) + k + (upper ? 0 : 1), 0, columns);
            int from = upper ? diagonal : 0, to = upper ? columns : diagonal;
            ElementCopy.Run(x, (row * columns) + from, y, (row * columns) + from, to - from);
        }
    }

    private static bool InferReverse(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x) || !node.TryShape(1, out int[] lengths))
            return false;
        long batch = node.Int("batch_axis", 1), time = node.Int("time_axis", 0);
        if (x.Length < 2 || batch is not (0 or 1) || time != 1 - batch || lengths.Length != 1 || lengths[0] != x[batch])
            return node.Fail(LearningError.OperatorShape, "axes 0 and 1 are due, one for the batch, and a length per batch item");
        node.Work = InferRules.CountOf(x) * WorkWeights.Moved;
        return node.Output(0, node.TypeOf(0), x);
    }

    private static void RunReverse(NodeRun run)
    {
        Tensor x = run.In(0), lengths = run.In(1), y = run.Out();
        bool batchFirst = run.Node.Int("batch_axis", 1) == 0;
        int tail = TensorShape.Product(x.Shape, 2, x.Rank), batches = x.Shape[batchFirst ? 0 : 1], times = x.Shape[batchFirst ? 1 : 0];
        for (int b = 0; b < batches; b++)
        {
            long length = CastKernel.IntegerAt(lengths, b);
            if (length < 0 || length > times)
            {
                run.Fail(LearningError.RunValue, $"length {length} of {times}");
                return;
            }

            for (int t = 0; t < times; t++)
            {
                int from = t < length ? (int)length - 1 - t : t;
                int source = batchFirst ? (b * times) + from : (from * batches) + b, target = batchFirst ? (b * times) + t : (t * batches) + b;
                ElementCopy.Run(x, source * tail, y, target * tail, tail);
            }
        }
    }
}
