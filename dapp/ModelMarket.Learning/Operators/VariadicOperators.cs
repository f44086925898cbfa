using System.Numerics;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>Max, Min, Sum, Mean of any number of inputs, from the first to the last; Clip.</summary>
internal static class VariadicOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Add("Max", 1, TypeSet.Numeric, Infer, Run<Greatest>, OperatorTraits.Widen);
        table.Add("Min", 1, TypeSet.Numeric, Infer, Run<Least>, OperatorTraits.Widen);
        table.Add("Sum", 1, TypeSet.Floating, Infer, Run<Total>, OperatorTraits.Widen);
        table.Add("Mean", 1, TypeSet.Floating, Infer, RunMean, OperatorTraits.Widen);
        table.Add("Clip", 1, TypeSet.Floating, InferRules.SameAsInput(WorkWeights.Element), RunClipByAttribute, OperatorTraits.Widen | OperatorTraits.InPlace);
        table.Add("Clip", 11, TypeSet.Numeric, InferRules.SameAsInput(WorkWeights.Element), RunClip, OperatorTraits.Widen | OperatorTraits.InPlace);
    }

    private static bool Infer(NodeContext node)
    {
        if (!node.TryShape(0, out int[] shape))
            return false;
        for (int i = 1; i < node.InputCount; i++)
        {
            if (!node.TryShape(i, out int[] next))
                return false;
            if (node.TypeOf(i) != node.TypeOf(0) || !TensorShape.TryBroadcast(shape, next, out shape))
                return node.Fail(LearningError.OperatorShape, $"input {i} of {node.TypeOf(i)}{TensorShape.Text(next)} does not broadcast with the others");
        }

        if (!node.Output(0, node.TypeOf(0), shape))
            return false;
        var layouts = new BroadcastLayout[node.InputCount];
        for (int i = 0; i < layouts.Length; i++)
            layouts[i] = BroadcastLayout.Of(shape, shape, node.Input(i).Shape!);
        node.State = layouts;
        node.Work = InferRules.CountOf(shape) * node.InputCount * WorkWeights.Element;
        return true;
    }

    private static void Run<TOp>(NodeRun run)
        where TOp : struct, IBinaryFamily => TypeDispatch.Numeric(run.In(0).Type, new Folding<TOp>(run));

    private static void RunMean(NodeRun run)
    {
        Run<Total>(run);
        TypeDispatch.Floating(run.In(0).Type, new Dividing(run));
    }

    private static void RunClipByAttribute(NodeRun run)
    {
        double low = run.Node.Float("min", float.NegativeInfinity), high = run.Node.Float("max", float.PositiveInfinity);
        TypeDispatch.Floating(run.In(0).Type, new Clipping(run, low, high));
    }

    private static void RunClip(NodeRun run) => TypeDispatch.Numeric(run.In(0).Type, new ClippingBetween(run));

    private readonly struct Folding<TOp>(NodeRun run) : ITypedAction
        where TOp : struct, IBinaryFamily
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            var layouts = (BroadcastLayout[])run.Node.State!;
            Span<T> y = run.Out().Elements<T>();
            BinaryKernels.Run<Second, T>(layouts[0], y, run.In(0).Elements<T>(), y);
            for (int i = 1; i < layouts.Length; i++)
                BinaryKernels.Run<TOp, T>(layouts[i], y, run.In(i).Elements<T>(), y);
        }
    }

    private readonly struct Dividing(NodeRun run) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            T count = T.CreateTruncating(run.InputCount);
            foreach (ref T element in run.Out().Elements<T>())
                element /= count;
        }
    }

    private readonly struct Clipping(NodeRun run, double low, double high) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T> =>
            Clip(run.In(0).Elements<T>(), run.Out().Elements<T>(), T.CreateTruncating(low), T.CreateTruncating(high), true, true);
    }

    private readonly struct ClippingBetween(NodeRun run) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            Tensor? low = run.TryIn(1), high = run.TryIn(2);
            T from = low is { Count: > 0 } ? low.Elements<T>()[0] : T.Zero, to = high is { Count: > 0 } ? high.Elements<T>()[0] : T.Zero;
            Clip(run.In(0).Elements<T>(), run.Out().Elements<T>(), from, to, low is { Count: > 0 }, high is { Count: > 0 });
        }
    }

    private static void Clip<T>(ReadOnlySpan<T> x, Span<T> y, T low, T high, bool hasLow, bool hasHigh)
        where T : unmanaged, INumber<T>
    {
        for (int i = 0; i < y.Length; i++)
        {
            T value = x[i];
            value = hasLow ? Ordering.Max(value, low) : value;
            y[i] = hasHigh ? Ordering.Min(value, high) : value;
        }
    }

    private readonly struct Second : IBinaryFamily
    {
        public static T Apply<T>(T a, T b)
            where T : unmanaged, INumber<T> => b;
    }

    private readonly struct Greatest : IBinaryFamily
    {
        public static T Apply<T>(T a, T b)
            where T : unmanaged, INumber<T> => Ordering.Max(a, b);
    }

    private readonly struct Least : IBinaryFamily
    {
        public static T Apply<T>(T a, T b)
            where T : unmanaged, INumber<T> => Ordering.Min(a, b);
    }

    private readonly struct Total : IBinaryFamily
    {
        public static T Apply<T>(T a, T b)
            where T : unmanaged, INumber<T> => a + b;
    }
}
