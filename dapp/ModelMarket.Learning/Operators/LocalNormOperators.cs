using System.Numerics;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Numerics;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>LRN, LpNormalization, MeanVarianceNormalization.</summary>
internal static class LocalNormOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Add("LRN", 1, TypeSet.Floating, InferLrn, run => TypeDispatch.Floating(run.In(0).Type, new Across(run)), OperatorTraits.Widen);
        table.Add("LpNormalization", 1, TypeSet.Floating, InferLp, run => TypeDispatch.Floating(run.In(0).Type, new Norm(run)), OperatorTraits.Widen);
        table.Add("MeanVarianceNormalization", 9, TypeSet.Floating, InferMvn, run => TypeDispatch.Floating(run.In(0).Type, new MeanVariance(run)), OperatorTraits.Widen);
    }

    private static bool InferLrn(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x))
            return false;
        long size = node.Int("size", 0);
        if (x.Length < 2 || size < 1 || size > LearningLimits.TensorElementsMax)
            return node.Fail(LearningError.OperatorAttribute, $"size {size} over the channels of {TensorShape.Text(x)}");
        node.Work = InferRules.CountOf(x) * (WorkWeights.Power + (Math.Min(size, x[1]) * WorkWeights.Element));
        return node.Output(0, node.TypeOf(0), x);
    }

    private readonly struct Across(NodeRun run) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            var walk = new AxisWalk(run.In(0).Shape, 1);
            ReadOnlySpan<T> x = run.In(0).Elements<T>();
            Span<T> y = run.Out().Elements<T>();
            long size = run.Node.Int("size", 1);
            int before = (int)Math.Min((size - 1) / 2, walk.Length), after = (int)Math.Min(size - 1 - ((size - 1) / 2), walk.Length);
            T factor = T.CreateTruncating(run.Node.Float("alpha", 1e-4f)) / T.CreateTruncating(size), bias = T.CreateTruncating(run.Node.Float("bias", 1));
            double beta = run.Node.Float("beta", 0.75f);
            for (int line = 0; line < walk.Lines; line++)
            {
                int start = walk.Start(line);
                for (int c = 0; c < walk.Length; c++)
                {
                    T sum = T.Zero;
                    for (int j = Math.Max(0, c - before); j <= Math.Min(walk.Length - 1, c + after); j++)
                        sum += x[start + (j * walk.Step)] * x[start + (j * walk.Step)];
                    T scale = T.CreateTruncating(Elementary.Pow(double.CreateTruncating(bias + (factor * sum)), beta));
                    y[start + (c * walk.Step)] = x[start + (c * walk.Step)] / scale;
                }
            }
        }
    }

    private static bool InferLp(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x) || !node.TryAxis(node.Int("axis", -1), x.Length, out int axis))
            return false;
        if (node.Int("p", 2) is not (1 or 2))
            return node.Fail(LearningError.OperatorAttribute, "p must be 1 or 2");
        node.State = axis;
        node.Work = InferRules.CountOf(x) * (WorkWeights.Division + WorkWeights.Element);
        return node.Output(0, node.TypeOf(0), x);
    }

    private readonly struct Norm(NodeRun run) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            var walk = new AxisWalk(run.In(0).Shape, (int)run.Node.State!);
            ReadOnlySpan<T> x = run.In(0).Elements<T>();
            Span<T> y = run.Out().Elements<T>();
            bool absolute = run.Node.Int("p", 2) == 1;
            for (int line = 0; line < walk.Lines; line++)
            {
                int start = walk.Start(line);
                T sum = T.Zero;
                for (int i = 0; i < walk.Length; i++)
                    sum += absolute ? T.Abs(x[start + (i * walk.Step)]) : x[start + (i * walk.Step)] * x[start + (i * walk.Step)];
                T norm = absolute ? sum : T.CreateTruncating(Math.Sqrt(double.CreateTruncating(sum)));
                for (int i = 0; i < walk.Length; i++)
                    y[start + (i * walk.Step)] = norm == T.Zero ? T.Zero : x[start + (i * walk.Step)] / norm;
            }
        }
    }

    private static bool InferMvn(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x))
            return false;
        var reduced = new bool[x.Length];
        foreach (long axis in node.Ints("axes") ?? [0, 2, 3])
        {
            if (!node.TryAxis(axis, x.Length, out int at))
                return false;
            if (at < reduced.Length)
                reduced[at] = true;
        }

        node.State = new ReductionLayout(x, reduced);
        node.Work = InferRules.CountOf(x) * (WorkWeights.Division + (4 * WorkWeights.Element));
        return node.Output(0, node.TypeOf(0), x);
    }

    private readonly struct MeanVariance(NodeRun run) : ITypedAction
    {
        /// <summary>(x − mean) / (sqrt(mean of squared differences) + 1e-9).</summary>
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            var layout = (ReductionLayout)run.Node.State!;
            ReadOnlySpan<T> x = run.In(0).Elements<T>();
            Span<T> y = run.Out().Elements<T>();
            Span<int> outer = stackalloc int[LearningLimits.RankMax];
            int first = 0;
            T count = T.CreateTruncating(layout.Count);
            for (int done = 0; done < y.Length; done += layout.Count)
            {
                T mean = Sum(layout, x, first, T.Zero, false) / count, variance = Sum(layout, x, first, mean, true) / count;
                T deviation = T.CreateTruncating(Math.Sqrt(double.CreateTruncating(variance))) + T.CreateTruncating(1e-9f);
                Spread(layout, x, y, first, mean, deviation);
                layout.NextOutput(outer, ref first);
            }
        }

        private static T Sum<T>(ReductionLayout layout, ReadOnlySpan<T> x, int start, T mean, bool squared)
            where T : unmanaged, INumber<T>
        {
            Span<int> index = stackalloc int[LearningLimits.RankMax];
            T sum = T.Zero;
            for (int done = 0; done < layout.Count; done += layout.Inner)
            {
                for (int i = 0; i < layout.Inner; i++)
                {
                    T value = x[start + (i * layout.Step)];
                    sum += squared ? (value - mean) * (value - mean) : value;
                }

                layout.NextRun(index, ref start);
            }

            return sum;
        }

        private static void Spread<T>(ReductionLayout layout, ReadOnlySpan<T> x, Span<T> y, int start, T mean, T deviation)
            where T : unmanaged, INumber<T>
        {
            Span<int> index = stackalloc int[LearningLimits.RankMax];
            for (int done = 0; done < layout.Count; done += layout.Inner)
            {
                for (int i = 0; i < layout.Inner; i++)
                    y[start + (i * layout.Step)] = (x[start + (i * layout.Step)] - mean) / deviation;
                layout.NextRun(index, ref start);
            }
        }
    }
}
