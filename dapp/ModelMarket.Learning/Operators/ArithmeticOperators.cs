using System.Numerics;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>Add, Sub, Mul, Div. Integers wrap; an integer divided by zero is an error of the run.</summary>
internal static class ArithmeticOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Add("Add", 1, TypeSet.Numeric, InferRules.Broadcast(WorkWeights.Element), Run<Sum>, OperatorTraits.Widen);
        table.Add("Sub", 1, TypeSet.Numeric, InferRules.Broadcast(WorkWeights.Element), Run<Difference>, OperatorTraits.Widen);
        table.Add("Mul", 1, TypeSet.Numeric, InferRules.Broadcast(WorkWeights.Element), Run<Product>, OperatorTraits.Widen);
        table.Add("Div", 1, TypeSet.Numeric, InferRules.Broadcast(WorkWeights.Division), RunDivision, OperatorTraits.Widen);
    }

    private static void Run<TOp>(NodeRun run)
        where TOp : struct, IBinaryFamily, ILaneBinary
    {
        var layout = (BroadcastLayout)run.Node.State!;
        if (run.In(0).Type == ElementType.Float)
            BinaryKernels.RunFloats<TOp>(run.Width, layout, run.In(0).Floats, run.In(1).Floats, run.Out().Floats);
        else
            TypeDispatch.Numeric(run.In(0).Type, new Typed<TOp>(run, layout));
    }

    private static void RunDivision(NodeRun run)
    {
        if (!run.In(1).Type.IsFloating() && HasZero(run.In(1)) && run.Out().Count > 0)
            run.Fail(LearningError.RunValue, "an integer is divided by zero");
        else
            Run<Quotient>(run);
    }

    private static bool HasZero(Tensor tensor)
    {
        int size = tensor.Type.SizeBytes();
        ReadOnlySpan<byte> bytes = tensor.Bytes;
        for (int i = 0; i < bytes.Length; i += size)
        {
            if (bytes.Slice(i, size).IndexOfAnyExcept((byte)0) < 0)
                return true;
        }

        return false;
    }

    private readonly struct Typed<TOp>(NodeRun run, BroadcastLayout layout) : ITypedAction
        where TOp : struct, IBinaryFamily
    {
        public void Run<T>()
            where T : unmanaged, INumber<T> =>
            BinaryKernels.Run<TOp, T>(layout, run.In(0).Elements<T>(), run.In(1).Elements<T>(), run.Out().Elements<T>());
    }

    private readonly struct Sum : IBinaryFamily, ILaneBinary
    {
        public static T Apply<T>(T a, T b)
            where T : unmanaged, INumber<T> => unchecked(a + b); // integers wrap, as ONNX's do

        public static TVector Apply<TLanes, TVector>(TVector a, TVector b)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct => TLanes.Add(a, b);
    }

    private readonly struct Difference : IBinaryFamily, ILaneBinary
    {
        public static T Apply<T>(T a, T b)
            where T : unmanaged, INumber<T> => unchecked(a - b); // integers wrap, as ONNX's do

        public static TVector Apply<TLanes, TVector>(TVector a, TVector b)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct => TLanes.Subtract(a, b);
    }

    private readonly struct Product : IBinaryFamily, ILaneBinary
    {
        public static T Apply<T>(T a, T b)
            where T : unmanaged, INumber<T> => unchecked(a * b); // integers wrap, as ONNX's do

        public static TVector Apply<TLanes, TVector>(TVector a, TVector b)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct => TLanes.Multiply(a, b);
    }

    private readonly struct Quotient : IBinaryFamily, ILaneBinary
    {
        public static T Apply<T>(T a, T b)
            where T : unmanaged, INumber<T>
        {
            if (typeof(T) == typeof(float) || typeof(T) == typeof(double))
                return a / b;
            bool minusOne = T.IsNegative(b) && b + T.One == T.Zero;
            return minusOne ? unchecked(T.Zero - a) : a / b; // the smallest integer divided by -1 wraps
        }

        public static TVector Apply<TLanes, TVector>(TVector a, TVector b)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct => TLanes.Divide(a, b);
    }
}
