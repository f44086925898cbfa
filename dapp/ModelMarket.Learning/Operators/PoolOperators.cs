using System.Numerics;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Numerics;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>MaxPool, AveragePool, LpPool and their global forms. In MaxPool NaN wins, the first one; averages divide once.</summary>
internal static class PoolOperators
{
    private enum Kind
    {
        Max,
        Average,
        Norm,
    }

    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Add("MaxPool", 1, TypeSet.Floating | TypeSet.Bytes, Infer, run => Run(run, Kind.Max), OperatorTraits.Widen);
        table.Add("AveragePool", 1, TypeSet.Floating, Infer, run => Run(run, Kind.Average), OperatorTraits.Widen);
        table.Add("LpPool", 1, TypeSet.Floating, Infer, run => Run(run, Kind.Norm), OperatorTraits.Widen);
        table.Add("GlobalMaxPool", 1, TypeSet.Floating, InferGlobal, run => Run(run, Kind.Max), OperatorTraits.Widen);
        table.Add("GlobalAveragePool", 1, TypeSet.Floating, InferGlobal, run => Run(run, Kind.Average), OperatorTraits.Widen);
        table.Add("GlobalLpPool", 1, TypeSet.Floating, InferGlobal, run => Run(run, Kind.Norm), OperatorTraits.Widen);
    }

    private static bool Infer(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x))
            return false;
        if (x.Length < 3)
            return node.Fail(LearningError.OperatorShape, $"{TensorShape.Text(x)} has no spatial dimensions");
        if (!WindowGeometry.TryList(node, "kernel_shape", x.Length - 2, 0, out int[] kernel) || !WindowGeometry.TryCreate(node, x[2..], kernel, out WindowGeometry? window))
            return false;
        return Finish(node, x, window!);
    }

    private static bool InferGlobal(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x))
            return false;
        if (x.Length < 3)
            return node.Fail(LearningError.OperatorShape, $"{TensorShape.Text(x)} has no spatial dimensions");
        int[] ones = new int[x.Length - 2], zeros = new int[x.Length - 2];
        Array.Fill(ones, 1);
        return Finish(node, x, new WindowGeometry
        {
            Input = x[2..],
            Kernel = x[2..],
            Output = ones,
            Strides = ones,
            Dilations = ones,
            Before = zeros,
            After = zeros,
        });
    }

    private static bool Finish(NodeContext node, int[] x, WindowGeometry window)
    {
        int[] output = [x[0], x[1], .. window.Output];
        node.State = window;
        if (!node.Output(0, node.TypeOf(0), output) || (node.OutputCount > 1 && !node.Output(1, ElementType.Int64, output)))
            return false;
        node.Work = InferRules.CountOf(output) * ((window.KernelCount * 2 * WorkWeights.Element) + WorkWeights.Division);
        return true;
    }

    private static void Run(NodeRun run, Kind kind)
    {
        var window = (WindowGeometry)run.Node.State!;
        bool direct = kind == Kind.Max && run.Optimise && run.In(0).Type == ElementType.Float && run.TryOut(1) is null;
        if (direct && MaxPoolKernel.Takes(window))
            MaxPoolKernel.Run(run.Width, window, run.In(0).Shape[0] * run.In(0).Shape[1], run.In(0).Floats, run.Out().Floats);
        else
            TypeDispatch.Numeric(run.In(0).Type, new Pooling(run, kind));
    }

    private readonly struct Pooling(NodeRun run, Kind kind) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            var window = (WindowGeometry)run.Node.State!;
            ReadOnlySpan<T> x = run.In(0).Elements<T>();
            Span<T> y = run.Out().Elements<T>();
            Span<int> position = stackalloc int[window.Rank];
            var sources = new int[window.KernelCount];
            int planes = run.In(0).Shape[0] * run.In(0).Shape[1], outputs = window.OutputCount, plane = window.InputCount;
            for (int p = 0; p < outputs; p++)
            {
                PlainConvolution.Sources(window, position, sources);
                int counted = kind == Kind.Average ? window.CountedPositions(position, run.Node.Int("count_include_pad", 0) != 0) : 0;
                for (int c = 0; c < planes; c++)
                {
                    int to = (c * outputs) + p;
                    y[to] = kind switch
                    {
                        Kind.Max => Max(x, c * plane, sources, to),
                        Kind.Average => Average(x.Slice(c * plane, plane), sources, counted),
                        _ => Norm(x.Slice(c * plane, plane), sources, run.Node.Int("p", 2)),
                    };
                }

                PlainConvolution.Next(window.Output, position);
            }
        }

        private T Max<T>(ReadOnlySpan<T> x, int start, int[] sources, int to)
            where T : unmanaged, INumber<T>
        {
            int best = -1;
            foreach (int source in sources)
            {
                if (source < 0)
                    continue;
                T value = x[start + source];
                if (best < 0 || value > x[best] || (T.IsNaN(value) && !T.IsNaN(x[best])))
                    best = start + source;
            }

            if (run.TryOut(1) is { } indices)
                indices.Int64s[to] = run.Node.Int("storage_order", 0) == 0 ? best : ColumnMajor(best, start);
            return best < 0 ? T.CreateSaturating(double.NegativeInfinity) : x[best];
        }

        /// <summary>The index as if every plane were stored column by column.</summary>
        private int ColumnMajor(int index, int start)
        {
            int[] sizes = ((WindowGeometry)run.Node.State!).Input;
            int rest = index - start, result = 0;
            for (int d = sizes.Length - 1; d >= 0; d--)
            {
                int scale = TensorShape.Product(sizes, 0, d);
                result += rest % sizes[d] * scale;
                rest /= sizes[d];
            }

            return start + result;
        }
    }

    private static T Average<T>(ReadOnlySpan<T> x, int[] sources, int counted)
        where T : unmanaged, INumber<T>
    {
        T sum = T.Zero;
        foreach (int source in sources)
        {
            if (source >= 0)
                sum += x[source];
        }

        return sum / T.CreateTruncating(counted);
    }

    private static T Norm<T>(ReadOnlySpan<T> x, int[] sources, long p)
        where T : unmanaged, INumber<T>
    {
        T sum = T.Zero;
        foreach (int source in sources)
        {
            T value = source < 0 ? T.Zero : T.Abs(x[source]);
            sum += p == 1 ? value : p == 2 ? value * value : T.CreateTruncating(Elementary.Pow(double.CreateTruncating(value), p));
        }

        double total = double.CreateTruncating(sum);
        return p == 1 ? sum : T.CreateTruncating(p == 2 ? Math.Sqrt(total) : Elementary.Pow(total, 1.0 / p));
    }
}
