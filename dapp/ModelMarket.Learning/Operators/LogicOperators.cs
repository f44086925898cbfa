using System.Numerics;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>Comparisons, logic and bits: Equal, Less, Greater and their kin, And, Or, Xor, BitShift, Bitwise*, Where.</summary>
internal static class LogicOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        InferRule compare = InferRules.Broadcast(WorkWeights.Element, ElementType.Bool), same = InferRules.Broadcast(WorkWeights.Element);
        table.Add("Equal", 1, TypeSet.All, compare, RunEqual, OperatorTraits.Widen);
        table.Add("Less", 1, TypeSet.Numeric, compare, Run<Below>, OperatorTraits.Widen);
        table.Add("LessOrEqual", 12, TypeSet.Numeric, compare, Run<AtMost>, OperatorTraits.Widen);
        table.Add("Greater", 1, TypeSet.Numeric, compare, Run<Above>, OperatorTraits.Widen);
        table.Add("GreaterOrEqual", 12, TypeSet.Numeric, compare, Run<AtLeast>, OperatorTraits.Widen);
        table.Add("And", 1, TypeSet.Bool, compare, RunBits<Both>);
        table.Add("Or", 1, TypeSet.Bool, compare, RunBits<Either>);
        table.Add("Xor", 1, TypeSet.Bool, compare, RunBits<Odd>);
        table.Add("BitwiseAnd", 18, TypeSet.Integer, same, RunBits<Both>);
        table.Add("BitwiseOr", 18, TypeSet.Integer, same, RunBits<Either>);
        table.Add("BitwiseXor", 18, TypeSet.Integer, same, RunBits<Odd>);
        table.Add("BitwiseNot", 18, TypeSet.Integer, InferRules.SameAsInput(WorkWeights.Element), RunNot);
        table.Add("BitShift", 11, TypeSet.Unsigned, same, RunShift);
        table.Add("Where", 9, TypeSet.Bool, InferWhere, RunWhere);
    }

    private static void Run<TOp>(NodeRun run)
        where TOp : struct, ICompareFamily => TypeDispatch.Numeric(run.In(0).Type, new Comparing<TOp>(run));

    private static void RunEqual(NodeRun run)
    {
        if (run.In(0).Type == ElementType.String)
            EqualTexts(run);
        else
            Run<Same>(run);
    }

    private static void EqualTexts(NodeRun run)
    {
        var layout = (BroadcastLayout)run.Node.State!;
        Span<int> index = stackalloc int[LearningLimits.RankMax], offsets = stackalloc int[2];
        Span<bool> y = run.Out().Bools;
        for (int start = 0; start < y.Length; start += layout.Inner)
        {
            for (int i = 0; i < layout.Inner; i++)
                y[start + i] = run.In(0).Strings[offsets[0] + (i * layout.Strides[0][^1])] == run.In(1).Strings[offsets[1] + (i * layout.Strides[1][^1])];
            layout.Step(index, offsets);
        }
    }

    private static void RunBits<TOp>(NodeRun run)
        where TOp : struct, IBinaryFamily => TypeDispatch.BySize(run.In(0).Type, new Bits<TOp>(run));

    private static void RunNot(NodeRun run)
    {
        ReadOnlySpan<byte> x = run.In(0).Bytes;
        Span<byte> y = run.Out().Bytes;
        for (int i = 0; i < y.Length; i++)
            y[i] = (byte)(x[i] ^ 0xff);
    }

    private static void RunShift(NodeRun run)
    {
        if (run.Node.Text("direction", "") == "LEFT")
            RunBits<ShiftLeft>(run);
        else
            RunBits<ShiftRight>(run);
    }

    private static bool InferWhere(NodeContext node)
    {
        if (!node.TryShape(0, out int[] condition) || !node.TryShape(1, out int[] x) || !node.TryShape(2, out int[] y))
            return false;
        if (!TensorShape.TryBroadcast(x, y, out int[] both) || !TensorShape.TryBroadcast(both, condition, out int[] shape) || node.TypeOf(1) != node.TypeOf(2))
            return node.Fail(LearningError.OperatorShape, "condition, x and y do not broadcast, or x and y differ in type");
        if (!node.Output(0, node.TypeOf(1), shape))
            return false;
        node.State = BroadcastLayout.Of(shape, condition, x, y);
        node.Work = InferRules.CountOf(shape) * WorkWeights.Walked;
        return true;
    }

    private static void RunWhere(NodeRun run)
    {
        if (run.Out().Type == ElementType.String)
            Choose<string>(run, run.In(1).Strings, run.In(2).Strings, run.Out().Strings);
        else
            TypeDispatch.BySize(run.Out().Type, new Choosing(run));
    }

    private static void Choose<T>(NodeRun run, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
    {
        var layout = (BroadcastLayout)run.Node.State!;
        ReadOnlySpan<bool> condition = run.In(0).Bools;
        Span<int> index = stackalloc int[LearningLimits.RankMax], offsets = stackalloc int[3];
        int inner = layout.Inner;
        for (int start = 0; start < z.Length; start += inner)
        {
            for (int i = 0; i < inner; i++)
            {
                z[start + i] = condition[offsets[0] + (i * layout.Strides[0][^1])]
                    ? x[offsets[1] + (i * layout.Strides[1][^1])]
                    : y[offsets[2] + (i * layout.Strides[2][^1])];
            }

            layout.Step(index, offsets);
        }
    }

    private readonly struct Choosing(NodeRun run) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T> => Choose<T>(run, run.In(1).Elements<T>(), run.In(2).Elements<T>(), run.Out().Elements<T>());
    }

    private readonly struct Comparing<TOp>(NodeRun run) : ITypedAction
        where TOp : struct, ICompareFamily
    {
        public void Run<T>()
            where T : unmanaged, INumber<T> =>
            BinaryKernels.Compare<TOp, T>((BroadcastLayout)run.Node.State!, run.In(0).Elements<T>(), run.In(1).Elements<T>(), run.Out().Bools);
    }

    private readonly struct Bits<TOp>(NodeRun run) : ITypedAction
        where TOp : struct, IBinaryFamily
    {
        public void Run<T>()
            where T : unmanaged, INumber<T> =>
            BinaryKernels.Run<TOp, T>((BroadcastLayout)run.Node.State!, run.In(0).Elements<T>(), run.In(1).Elements<T>(), run.Out().Elements<T>());
    }

    private readonly struct Same : ICompareFamily
    {
        public static bool Apply<T>(T a, T b)
            where T : unmanaged, INumber<T> => a == b;
    }

    private readonly struct Below : ICompareFamily
    {
        public static bool Apply<T>(T a, T b)
            where T : unmanaged, INumber<T> => a < b;
    }

    private readonly struct AtMost : ICompareFamily
    {
        public static bool Apply<T>(T a, T b)
            where T : unmanaged, INumber<T> => a <= b;
    }

    private readonly struct Above : ICompareFamily
    {
        public static bool Apply<T>(T a, T b)
            where T : unmanaged, INumber<T> => a > b;
    }

    private readonly struct AtLeast : ICompareFamily
    {
        public static bool Apply<T>(T a, T b)
            where T : unmanaged, INumber<T> => a >= b;
    }

    private readonly struct Both : IBinaryFamily
    {
        public static T Apply<T>(T a, T b)
            where T : unmanaged, INumber<T> => T.CreateTruncating(ulong.CreateTruncating(a) & ulong.CreateTruncating(b));
    }

    private readonly struct Either : IBinaryFamily
    {
        public static T Apply<T>(T a, T b)
            where T : unmanaged, INumber<T> => T.CreateTruncating(ulong.CreateTruncating(a) | ulong.CreateTruncating(b));
    }

    private readonly struct Odd : IBinaryFamily
    {
        public static T Apply<T>(T a, T b)
            where T : unmanaged, INumber<T> => T.CreateTruncating(ulong.CreateTruncating(a) ^ ulong.CreateTruncating(b));
    }

    private readonly struct ShiftLeft : IBinaryFamily
    {
        public static T Apply<T>(T a, T b)
            where T : unmanaged, INumber<T>
        {
            ulong by = ulong.CreateTruncating(b);
            return by > 63 ? T.Zero : T.CreateTruncating(ulong.CreateTruncating(a) << (int)by);
        }
    }

    private readonly struct ShiftRight : IBinaryFamily
    {
        public static T Apply<T>(T a, T b)
            where T : unmanaged, INumber<T>
        {
            ulong by = ulong.CreateTruncating(b);
            return by > 63 ? T.Zero : T.CreateTruncating(ulong.CreateTruncating(a) >> (int)by);
        }
    }
}
