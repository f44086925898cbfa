using System.Numerics;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>Exact functions of one number: Relu, Neg, Abs, Sign, rounding, Sqrt, Reciprocal, IsNaN, IsInf, Not.</summary>
internal static class UnaryOperators
{
    private const OperatorTraits Exact = OperatorTraits.Widen | OperatorTraits.InPlace;

    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        InferRule same = InferRules.SameAsInput(WorkWeights.Element);
        table.Add("Neg", 1, TypeSet.Floating | TypeSet.Signed, same, Run<Negated>, Exact);
        table.Add("Abs", 1, TypeSet.Numeric, same, Run<Magnitude>, Exact);
        table.Add("Sign", 9, TypeSet.Numeric, same, Run<Signum>, Exact);
        table.Add("Ceil", 1, TypeSet.Floating, same, Run<Up>, Exact);
        table.Add("Floor", 1, TypeSet.Floating, same, Run<Down>, Exact);
        table.Add("Round", 11, TypeSet.Floating, same, Run<Even>, Exact);
        table.Add("Sqrt", 1, TypeSet.Floating, InferRules.SameAsInput(WorkWeights.Division), Run<Root>, Exact);
        table.Add("Reciprocal", 1, TypeSet.Floating, InferRules.SameAsInput(WorkWeights.Division), Run<Inverse>, Exact);
        table.Add("IsNaN", 9, TypeSet.Floating, InferRules.SameShape(ElementType.Bool, WorkWeights.Element), RunIsNaN, OperatorTraits.Widen);
        table.Add("IsInf", 10, TypeSet.Floating, InferRules.SameShape(ElementType.Bool, WorkWeights.Element), RunIsInf, OperatorTraits.Widen);
        table.Add("Not", 1, TypeSet.Bool, same, RunNot, OperatorTraits.InPlace);
    }

    /// <summary>max(x, 0).</summary>
    public static void Relu(NodeRun run)
    {
        if (run.In(0).Type == ElementType.Float)
            ReluKernel.Run(run.Width, run.In(0).Floats, run.Out().Floats);
        else
            Run<Rectified>(run);
    }

    private static void Run<TOp>(NodeRun run)
        where TOp : struct, IUnaryFamily => TypeDispatch.Numeric(run.In(0).Type, new Typed<TOp>(run));

    private static void RunIsNaN(NodeRun run)
    {
        Span<bool> y = run.Out().Bools;
        for (int i = 0; i < y.Length; i++)
            y[i] = double.IsNaN(At(run.In(0), i));
    }

    private static void RunIsInf(NodeRun run)
    {
        bool positive = run.Node.Int("detect_positive", 1) != 0, negative = run.Node.Int("detect_negative", 1) != 0;
        Span<bool> y = run.Out().Bools;
        for (int i = 0; i < y.Length; i++)
        {
            double x = At(run.In(0), i);
            y[i] = (positive && double.IsPositiveInfinity(x)) || (negative && double.IsNegativeInfinity(x));
        }
    }

    private static double At(Tensor tensor, int index) => tensor.Type == ElementType.Float ? tensor.Floats[index] : tensor.Doubles[index];

    private static void RunNot(NodeRun run)
    {
        ReadOnlySpan<bool> x = run.In(0).Bools;
        Span<bool> y = run.Out().Bools;
        for (int i = 0; i < y.Length; i++)
            y[i] = !x[i];
    }

    private readonly struct Typed<TOp>(NodeRun run) : ITypedAction
        where TOp : struct, IUnaryFamily
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            ReadOnlySpan<T> x = run.In(0).Elements<T>();
            Span<T> y = run.Out().Elements<T>();
            for (int i = 0; i < y.Length; i++)
                y[i] = TOp.Apply(x[i]);
        }
    }

    private readonly struct Rectified : IUnaryFamily
    {
        public static T Apply<T>(T x)
            where T : unmanaged, INumber<T> => x > T.Zero || T.IsNaN(x) ? x : T.Zero;
    }

    private readonly struct Negated : IUnaryFamily
    {
        public static T Apply<T>(T x)
            where T : unmanaged, INumber<T> => unchecked(-x); // the smallest integer is its own negative
    }

    private readonly struct Magnitude : IUnaryFamily
    {
        public static T Apply<T>(T x)
            where T : unmanaged, INumber<T>
        {
            if (typeof(T) == typeof(float) || typeof(T) == typeof(double))
                return T.Abs(x);
            return T.IsNegative(x) ? unchecked(-x) : x; // the smallest integer stays
        }
    }

    private readonly struct Signum : IUnaryFamily
    {
        public static T Apply<T>(T x)
            where T : unmanaged, INumber<T>
        {
            if (T.IsNaN(x))
                return x;
            return x > T.Zero ? T.One : x < T.Zero ? unchecked(T.Zero - T.One) : T.Zero; // -1 exists only for signed types
        }
    }

    private readonly struct Up : IUnaryFamily
    {
        public static T Apply<T>(T x)
            where T : unmanaged, INumber<T> => T.CreateTruncating(Math.Ceiling(double.CreateTruncating(x)));
    }

    private readonly struct Down : IUnaryFamily
    {
        public static T Apply<T>(T x)
            where T : unmanaged, INumber<T> => T.CreateTruncating(Math.Floor(double.CreateTruncating(x)));
    }

    private readonly struct Even : IUnaryFamily
    {
        public static T Apply<T>(T x)
            where T : unmanaged, INumber<T> => T.CreateTruncating(Math.Round(double.CreateTruncating(x), MidpointRounding.ToEven));
    }

    private readonly struct Root : IUnaryFamily
    {
        public static T Apply<T>(T x)
            where T : unmanaged, INumber<T> =>
            T.CreateTruncating(Math.Sqrt(double.CreateTruncating(x))); // rounding a float's root twice gives the correctly rounded one
    }

    private readonly struct Inverse : IUnaryFamily
    {
        public static T Apply<T>(T x)
            where T : unmanaged, INumber<T> => T.One / x;
    }
}
