using System.Numerics;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Numerics;

namespace ModelMarket.Learning.Operators;

/// <summary>Reduce*: sums from +0, row-major over the reduced axes; means divide once.</summary>
internal static class ReduceOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        Reduction<Sum>(table, "ReduceSum", 13);
        Reduction<Mean>(table, "ReduceMean", 18);
        Reduction<Largest>(table, "ReduceMax", 18);
        Reduction<Smallest>(table, "ReduceMin", 18);
        Reduction<Product>(table, "ReduceProd", 18);
        Reduction<Absolute>(table, "ReduceL1", 18);
        Reduction<Euclid>(table, "ReduceL2", 18);
        Reduction<Squares>(table, "ReduceSumSquare", 18);
        Reduction<LogSum>(table, "ReduceLogSum", 18);
        table.Add("ReduceLogSumExp", 1, TypeSet.Float | TypeSet.Double | TypeSet.Half, node => InferByAttribute(node), RunLogSumExp, OperatorTraits.Widen);
        table.Add("ReduceLogSumExp", 18, TypeSet.Float | TypeSet.Double | TypeSet.Half, InferByInput, RunLogSumExp, OperatorTraits.Widen);
    }

    private static void Reduction<TReduction>(OperatorTableBuilder table, string name, int axesAsInput)
        where TReduction : struct, IReduction
    {
        TypeSet types = name is "ReduceMax" or "ReduceMin" ? TypeSet.Fixed : TypeSet.Numeric;
        table.Add(name, 1, types, InferByAttribute, Run<TReduction>, OperatorTraits.Widen);
        table.Add(name, axesAsInput, types, InferByInput, Run<TReduction>, OperatorTraits.Widen);
    }

    private static bool InferByAttribute(NodeContext node) => Infer(node, node.Ints("axes") ?? []);

    private static bool InferByInput(NodeContext node)
    {
        long[] axes = [];
        if (node.Has(1) && !node.TryIntegers(1, out axes))
            return false;
        return Infer(node, axes);
    }

    private static bool Infer(NodeContext node, long[] axes)
    {
        if (!node.TryShape(0, out int[] shape))
            return false;
        bool nothing = axes.Length == 0 && node.Int("noop_with_empty_axes", 0) != 0;
        var reduced = new bool[shape.Length];
        Array.Fill(reduced, axes.Length == 0 && !nothing);
        foreach (long axis in axes)
        {
            if (!node.TryAxis(axis, shape.Length, out int at))
                return false;
            if (at < reduced.Length)
                reduced[at] = true;
        }

        return Finish(node, shape, reduced, node.Int("keepdims", 1) != 0);
    }

    private static bool Finish(NodeContext node, int[] shape, bool[] reduced, bool keep)
    {
        var result = new List<int>();
        for (int i = 0; i < shape.Length; i++)
        {
            if (!reduced[i])
                result.Add(shape[i]);
            else if (keep)
                result.Add(1);
        }

        node.State = new ReductionLayout(shape, reduced);
        node.Work = InferRules.CountOf(shape) * 4 * WorkWeights.Element;
        return node.Output(0, node.TypeOf(0), [.. result]);
    }

    private static void Run<TReduction>(NodeRun run)
        where TReduction : struct, IReduction => TypeDispatch.Numeric(run.In(0).Type, new Reducing<TReduction>(run));

    private readonly struct Reducing<TReduction>(NodeRun run) : ITypedAction
        where TReduction : struct, IReduction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T> =>
            ((ReductionLayout)run.Node.State!).Run<TReduction, T>(run.In(0).Elements<T>(), run.Out().Elements<T>());
    }

    /// <summary>log Σ exp(x − max) + max, so that nothing overflows.</summary>
    private static void RunLogSumExp(NodeRun run) => TypeDispatch.Floating(run.In(0).Type, new LogSumExp(run));

    private readonly struct LogSumExp(NodeRun run) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            var layout = (ReductionLayout)run.Node.State!;
            ReadOnlySpan<T> x = run.In(0).Elements<T>();
            Span<T> y = run.Out().Elements<T>();
            layout.Run<Largest, T>(x, y);
            Span<int> outer = stackalloc int[LearningLimits.RankMax], index = stackalloc int[LearningLimits.RankMax];
            int first = 0;
            for (int o = 0; o < y.Length; o++)
            {
                T max = T.IsFinite(y[o]) ? y[o] : T.Zero, sum = T.Zero;
                int start = first;
                index.Clear();
                for (int done = 0; done < layout.Count; done += layout.Inner)
                {
                    for (int i = 0; i < layout.Inner; i++)
                        sum += T.CreateTruncating(Elementary.Exp(double.CreateTruncating(x[start + (i * layout.Step)] - max)));
                    layout.NextRun(index, ref start);
                }

                y[o] = T.CreateTruncating(Elementary.Log(double.CreateTruncating(sum))) + max;
                layout.NextOutput(outer, ref first);
            }
        }
    }

    private readonly struct Sum : IReduction
    {
        public static T Start<T>()
            where T : unmanaged, INumber<T> => T.Zero;

        public static T Next<T>(T sum, T x)
            where T : unmanaged, INumber<T> => unchecked(sum + x); // integers wrap

        public static T Finish<T>(T sum, int count)
            where T : unmanaged, INumber<T> => sum;
    }

    private readonly struct Mean : IReduction
    {
        public static T Start<T>()
            where T : unmanaged, INumber<T> => T.Zero;

        public static T Next<T>(T sum, T x)
            where T : unmanaged, INumber<T> => unchecked(sum + x); // integers wrap

        public static T Finish<T>(T sum, int count)
            where T : unmanaged, INumber<T> => count == 0 && T.IsInteger(T.One / (T.One + T.One)) ? T.Zero : sum / T.CreateTruncating(count);
    }

    private readonly struct Largest : IReduction
    {
        public static T Start<T>()
            where T : unmanaged, INumber<T> => T.CreateSaturating(double.NegativeInfinity);

        public static T Next<T>(T sum, T x)
            where T : unmanaged, INumber<T> => Ordering.Max(sum, x);

        public static T Finish<T>(T sum, int count)
            where T : unmanaged, INumber<T> => sum;
    }

    private readonly struct Smallest : IReduction
    {
        public static T Start<T>()
            where T : unmanaged, INumber<T> => T.CreateSaturating(double.PositiveInfinity);

        public static T Next<T>(T sum, T x)
            where T : unmanaged, INumber<T> => Ordering.Min(sum, x);

        public static T Finish<T>(T sum, int count)
            where T : unmanaged, INumber<T> => sum;
    }

    private readonly struct Product : IReduction
    {
        public static T Start<T>()
            where T : unmanaged, INumber<T> => T.One;

        public static T Next<T>(T sum, T x)
            where T : unmanaged, INumber<T> => unchecked(sum * x); // integers wrap

        public static T Finish<T>(T sum, int count)
            where T : unmanaged, INumber<T> => sum;
    }

    private readonly struct Absolute : IReduction
    {
        public static T Start<T>()
            where T : unmanaged, INumber<T> => T.Zero;

        public static T Next<T>(T sum, T x)
            where T : unmanaged, INumber<T> => unchecked(sum + (T.IsNegative(x) ? T.Zero - x : x)); // integers wrap

        public static T Finish<T>(T sum, int count)
            where T : unmanaged, INumber<T> => sum;
    }

    private readonly struct Squares : IReduction
    {
        public static T Start<T>()
            where T : unmanaged, INumber<T> => T.Zero;

        public static T Next<T>(T sum, T x)
            where T : unmanaged, INumber<T> => unchecked(sum + (x * x)); // integers wrap

        public static T Finish<T>(T sum, int count)
            where T : unmanaged, INumber<T> => sum;
    }

    private readonly struct Euclid : IReduction
    {
        public static T Start<T>()
            where T : unmanaged, INumber<T> => T.Zero;

        public static T Next<T>(T sum, T x)
            where T : unmanaged, INumber<T> => unchecked(sum + (x * x)); // integers wrap

        public static T Finish<T>(T sum, int count)
            where T : unmanaged, INumber<T> => T.CreateTruncating(Math.Sqrt(double.CreateTruncating(sum)));
    }

    private readonly struct LogSum : IReduction
    {
        public static T Start<T>()
            where T : unmanaged, INumber<T> => T.Zero;

        public static T Next<T>(T sum, T x)
            where T : unmanaged, INumber<T> => unchecked(sum + x); // integers wrap

        public static T Finish<T>(T sum, int count)
            where T : unmanaged, INumber<T> => T.CreateTruncating(Elementary.Log(double.CreateTruncating(sum)));
    }
}
