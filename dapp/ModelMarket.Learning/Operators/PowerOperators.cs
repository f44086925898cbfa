using System.Numerics;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Numerics;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>Pow (the base's type wins), Mod (Python's or C's sign), PRelu.</summary>
internal static class PowerOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Add("Pow", 1, TypeSet.Floating | TypeSet.Index, InferPow, RunPow, OperatorTraits.Widen);
        table.Add("Mod", 10, TypeSet.Numeric, InferRules.Broadcast(WorkWeights.Division), RunMod, OperatorTraits.Widen);
        table.Add("PRelu", 1, TypeSet.Floating | TypeSet.Integer, InferPRelu, RunPRelu, OperatorTraits.Widen);
    }

    private static bool InferPow(NodeContext node)
    {
        if (!node.TryShape(0, out int[] a) || !node.TryShape(1, out int[] b))
            return false;
        if (node.Opset < 7)
            b = OldBroadcast.Align(node, a, b);
        if (!TensorShape.TryBroadcast(a, b, out int[] shape))
            return node.Fail(LearningError.OperatorShape, $"shapes {TensorShape.Text(a)} and {TensorShape.Text(b)} do not broadcast");
        if (!node.Output(0, node.TypeOf(0), shape))
            return false;
        node.State = BroadcastLayout.Of(shape, a, b);
        node.Work = InferRules.CountOf(shape) * WorkWeights.Power;
        return true;
    }

    private static void RunPow(NodeRun run)
    {
        var layout = (BroadcastLayout)run.Node.State!;
        Tensor a = run.In(0), b = run.In(1), y = run.Out();
        Span<int> index = stackalloc int[LearningLimits.RankMax], offsets = stackalloc int[2];
        for (int start = 0; start < y.Count; start += layout.Inner)
        {
            for (int i = 0; i < layout.Inner; i++)
                Power(a, offsets[0] + (i * layout.Strides[0][^1]), b, offsets[1] + (i * layout.Strides[1][^1]), y, start + i);
            layout.Step(index, offsets);
        }
    }

    private static void Power(Tensor a, int i, Tensor b, int j, Tensor y, int at)
    {
        switch (y.Type)
        {
            case ElementType.Float: y.Floats[at] = (float)Elementary.Pow(a.Floats[i], CastKernel.At(b, j)); break;
            case ElementType.Double: y.Doubles[at] = Elementary.Pow(a.Doubles[i], CastKernel.At(b, j)); break;
            default:
                long result = b.Type.IsFloating() ? Truncated(Elementary.Pow(CastKernel.IntegerAt(a, i), CastKernel.At(b, j))) : IntegerPower(CastKernel.IntegerAt(a, i), CastKernel.IntegerAt(b, j));
                if (y.Type == ElementType.Int64)
                    y.Int64s[at] = result;
                else
                    y.Int32s[at] = unchecked((int)result); // integers wrap
                break;
        }
    }

    private static long Truncated(double x) => double.IsNaN(x) ? 0 : long.CreateSaturating(x);

    /// <summary>By squaring, wrapping; a negative exponent gives 0 unless the base is ±1.</summary>
    private static long IntegerPower(long x, long exponent)
    {
        if (exponent < 0)
            return x == 1 ? 1 : x == -1 ? ((exponent & 1) == 0 ? 1 : -1) : 0;
        long result = 1;
        for (; exponent > 0; exponent >>= 1)
        {
            result = (exponent & 1) != 0 ? unchecked(result * x) : result; // integers wrap
            x = unchecked(x * x); // integers wrap
        }

        return result;
    }

    private static void RunMod(NodeRun run)
    {
        bool floating = run.In(0).Type.IsFloating();
        if (floating && run.Node.Int("fmod", 0) == 0)
            run.Fail(LearningError.OperatorAttribute, "floats need fmod = 1");
        else
            TypeDispatch.Numeric(run.In(0).Type, new Remainders(run));
    }

    private readonly struct Remainders(NodeRun run) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            var layout = (BroadcastLayout)run.Node.State!;
            ReadOnlySpan<T> a = run.In(0).Elements<T>(), b = run.In(1).Elements<T>();
            bool floating = typeof(T) == typeof(float) || typeof(T) == typeof(double);
            if (!floating && b.Contains(T.Zero) && run.Out().Count > 0)
                run.Fail(LearningError.RunValue, "an integer is divided by zero");
            else if (floating)
                BinaryKernels.Run<FloatRemainder, T>(layout, a, b, run.Out().Elements<T>());
            else if (run.Node.Int("fmod", 0) != 0)
                BinaryKernels.Run<Truncating, T>(layout, a, b, run.Out().Elements<T>());
            else
                BinaryKernels.Run<Flooring, T>(layout, a, b, run.Out().Elements<T>());
        }
    }

    private readonly struct FloatRemainder : IBinaryFamily
    {
        public static T Apply<T>(T a, T b)
            where T : unmanaged, INumber<T> => T.CreateTruncating(Remainder.Fmod(double.CreateTruncating(a), double.CreateTruncating(b)));
    }

    private readonly struct Truncating : IBinaryFamily
    {
        public static T Apply<T>(T a, T b)
            where T : unmanaged, INumber<T> => T.IsNegative(b) && b + T.One == T.Zero ? T.Zero : a % b;
    }

    private readonly struct Flooring : IBinaryFamily
    {
        public static T Apply<T>(T a, T b)
            where T : unmanaged, INumber<T>
        {
            T rest = Truncating.Apply(a, b);
            return rest != T.Zero && T.IsNegative(rest) != T.IsNegative(b) ? rest + b : rest;
        }
    }

    private static bool InferPRelu(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x) || !node.TryShape(1, out int[] slope))
            return false;
        if (slope.Length == 1 && x.Length > 2 && slope[0] == x[1] && slope[0] != x[^1])
            slope = [slope[0], .. Ones(x.Length - 2)];
        if (!TensorShape.TryBroadcast(x, slope, out int[] shape) || !shape.AsSpan().SequenceEqual(x))
            return node.Fail(LearningError.OperatorShape, $"slope {TensorShape.Text(slope)} does not broadcast to {TensorShape.Text(x)}");
        node.State = BroadcastLayout.Of(x, x, slope);
        node.Work = InferRules.CountOf(x) * WorkWeights.Element;
        return node.Output(0, node.TypeOf(0), x);
    }

    private static int[] Ones(int count)
    {
        var ones = new int[count];
        Array.Fill(ones, 1);
        return ones;
    }

    private static void RunPRelu(NodeRun run) => TypeDispatch.Numeric(run.In(0).Type, new Sloping(run));

    private readonly struct Sloping(NodeRun run) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T> =>
            BinaryKernels.Run<Slope, T>((BroadcastLayout)run.Node.State!, run.In(0).Elements<T>(), run.In(1).Elements<T>(), run.Out().Elements<T>());
    }

    private readonly struct Slope : IBinaryFamily
    {
        public static T Apply<T>(T a, T b)
            where T : unmanaged, INumber<T> => a < T.Zero ? unchecked(a * b) : a; // integers wrap
    }
}
