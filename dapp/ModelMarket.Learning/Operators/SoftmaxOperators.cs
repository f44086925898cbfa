using System.Numerics;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Numerics;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>Softmax, LogSoftmax, Hardmax: over all axes from <c>axis</c> on before opset 13, over one axis since.</summary>
internal static class SoftmaxOperators
{
    private enum Kind
    {
        Probability,
        Logarithm,
        Hard,
    }

    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        InferRule rule = InferRules.SameAsInput(WorkWeights.Transcendental + WorkWeights.Division);
        table.Add("Softmax", 1, TypeSet.Floating, rule, run => Run(run, Kind.Probability), OperatorTraits.Widen | OperatorTraits.InPlace);
        table.Add("LogSoftmax", 1, TypeSet.Floating, rule, run => Run(run, Kind.Logarithm), OperatorTraits.Widen | OperatorTraits.InPlace);
        table.Add("Hardmax", 1, TypeSet.Floating, rule, run => Run(run, Kind.Hard), OperatorTraits.Widen);
    }

    private static void Run(NodeRun run, Kind kind)
    {
        int[] shape = run.In(0).Shape;
        bool old = run.Node.Opset < 13;
        long axis = run.Node.Int("axis", old ? 1 : -1);
        int at = (int)Math.Clamp(axis < 0 ? axis + shape.Length : axis, 0, shape.Length);
        int end = old ? shape.Length : Math.Min(at + 1, shape.Length);
        int length = TensorShape.Product(shape, at, end), step = TensorShape.Product(shape, end, shape.Length);
        TypeDispatch.Floating(run.In(0).Type, new Rows(run, kind, length, step));
    }

    private readonly struct Rows(NodeRun run, Kind kind, int length, int step) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            ReadOnlySpan<T> x = run.In(0).Elements<T>();
            Span<T> y = run.Out().Elements<T>();
            if (length == 0)
                return;
            for (int start = 0; start < y.Length; start += length * step)
            {
                for (int i = start; i < start + step; i++)
                    Row(x[i..], y[i..], length, step, kind);
            }
        }
    }

    /// <summary>log softmax of one line.</summary>
    public static void LogRow<T>(ReadOnlySpan<T> x, Span<T> y, int length, int step)
        where T : unmanaged, INumber<T> => Row(x, y, length, step, Kind.Logarithm);

    private static void Row<T>(ReadOnlySpan<T> x, Span<T> y, int length, int step, Kind kind)
        where T : unmanaged, INumber<T>
    {
        int best = 0;
        for (int i = 1; i < length; i++)
            best = x[i * step] > x[best * step] ? i : best;
        if (kind == Kind.Hard)
        {
            for (int i = 0; i < length; i++)
                y[i * step] = i == best ? T.One : T.Zero;
            return;
        }

        T max = x[best * step], sum = T.Zero;
        for (int i = 0; i < length; i++)
        {
            T shifted = x[i * step] - max, power = T.CreateTruncating(Elementary.Exp(double.CreateTruncating(shifted)));
            y[i * step] = kind == Kind.Probability ? power : shifted;
            sum += power;
        }

        T log = kind == Kind.Logarithm ? T.CreateTruncating(Elementary.Log(double.CreateTruncating(sum))) : T.Zero;
        for (int i = 0; i < length; i++)
            y[i * step] = kind == Kind.Probability ? y[i * step] / sum : y[i * step] - log;
    }
}
