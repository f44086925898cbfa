using System.Numerics;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>MaxRoiPool (Girshick 2015): corners rounded half away from zero, both inclusive; an empty bin gives 0; NaN wins.</summary>
internal static class RoiPoolOperators
{
    private const int PooledMax = 4_096;

    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table) => table.Add("MaxRoiPool", 1, TypeSet.Floating, Infer, Run, OperatorTraits.Widen);

    private static bool Infer(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x) || !node.TryShape(1, out int[] rois))
            return false;
        long[] pooled = node.Ints("pooled_shape") ?? [];
        if (x.Length != 4 || rois.Length != 2 || rois[1] != 5 || pooled.Length != 2 || pooled[0] is < 1 or > PooledMax || pooled[1] is < 1 or > PooledMax)
            return node.Fail(LearningError.OperatorShape, $"regions {TensorShape.Text(rois)} of {TensorShape.Text(x)}, pooled to two sizes up to {PooledMax}");
        int[] shape = [rois[0], x[1], (int)pooled[0], (int)pooled[1]];
        if (!node.Output(0, node.TypeOf(0), shape))
            return false;
        long plane = (long)x[2] * x[3];
        node.Work = (InferRules.CountOf(shape) * WorkWeights.Division) + (rois[0] * (long)x[1] * plane * 4 * WorkWeights.Element) + (InferRules.CountOf(shape) * plane * WorkWeights.Element);
        return true;
    }

    private static void Run(NodeRun run) => TypeDispatch.Floating(run.In(0).Type, new Pooling(run));

    private readonly struct Pooling(NodeRun run) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            int[] x = run.In(0).Shape, y = run.Out().Shape;
            ReadOnlySpan<T> image = run.In(0).Elements<T>();
            float scale = run.Node.Float("spatial_scale", 1);
            for (int r = 0; r < y[0]; r++)
            {
                if (!GatherOperators.TryIndex(run, (long)CastKernel.At(run.In(1), r * 5), x[0], out int batch))
                    return;
                (int top, int height) = Side(r, 2, scale);
                (int left, int width) = Side(r, 1, scale);
                for (int i = 0; i < y[1] * y[2] * y[3]; i++)
                {
                    int channel = i / (y[2] * y[3]), row = i / y[3] % y[2], column = i % y[3];
                    (int rowStart, int rowEnd) = Bin(row, top, height, y[2], x[2]);
                    (int columnStart, int columnEnd) = Bin(column, left, width, y[3], x[3]);
                    ReadOnlySpan<T> plane = image.Slice(((batch * x[1]) + channel) * x[2] * x[3], x[2] * x[3]);
                    run.Out().Elements<T>()[(r * y[1] * y[2] * y[3]) + i] = Max(plane, x[3], rowStart, rowEnd, columnStart, columnEnd);
                }
            }
        }

        /// <summary>Where a region starts along one axis, and its size.</summary>
        private (int Start, int Size) Side(int region, int at, float scale)
        {
            int start = Round(CastKernel.At(run.In(1), (region * 5) + at) * scale), end = Round(CastKernel.At(run.In(1), (region * 5) + at + 2) * scale);
            return (start, Math.Max(end - start + 1, 1));
        }

        private static int Round(double position) => (int)Math.Clamp(double.IsNaN(position) ? 0 : Math.Round(position, MidpointRounding.AwayFromZero), -(1 << 24), 1 << 24);

        private static (int Start, int End) Bin(int index, int start, int size, int bins, int limit)
        {
            float step = (float)size / bins;
            int low = (int)Math.Floor(index * step) + start, high = (int)Math.Ceiling((index + 1) * step) + start;
            return (Math.Clamp(low, 0, limit), Math.Clamp(high, 0, limit));
        }

        private static T Max<T>(ReadOnlySpan<T> plane, int width, int rowStart, int rowEnd, int columnStart, int columnEnd)
            where T : unmanaged, INumber<T>
        {
            if (rowStart >= rowEnd || columnStart >= columnEnd)
                return T.Zero;
            T max = plane[(rowStart * width) + columnStart];
            for (int row = rowStart; row < rowEnd; row++)
            {
                for (int column = columnStart; column < columnEnd; column++)
                    max = Ordering.Max(max, plane[(row * width) + column]);
            }

            return max;
        }
    }
}
