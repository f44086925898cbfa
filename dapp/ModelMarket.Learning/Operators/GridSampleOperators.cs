using System.Numerics;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>
/// GridSample on [N, C, H, W] (nearest, linear, cubic) and [N, C, D, H, W] (nearest, linear): zeros, border, reflection. Computed in double, taps
/// row-major, rounded once. AffineGrid makes such grids: sums in the type of theta, x first, then y, z and the shift.
/// </summary>
internal static class GridSampleOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Add("GridSample", 16, TypeSet.Floating, Infer, Run, OperatorTraits.Widen);
        table.Add("AffineGrid", 20, TypeSet.Floating, InferAffine, run => TypeDispatch.Floating(run.In(0).Type, new Affine(run)), OperatorTraits.Widen);
    }

    private static bool Infer(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x) || !node.TryShape(1, out int[] grid))
            return false;
        int rank = x.Length - 2;
        if (rank is not (2 or 3) || grid.Length != x.Length || grid[0] != x[0] || grid[^1] != rank || Array.IndexOf(x, 0, 2) >= 0)
            return node.Fail(LearningError.OperatorShape, $"grid {TensorShape.Text(grid)} over {TensorShape.Text(x)}");
        if (rank == 3 && node.Text("mode", "linear") is "cubic" or "bicubic")
            return node.Fail(LearningError.OperatorAttribute, "cubic sampling of volumes is not defined");
        int[] shape = [x[0], x[1], .. grid[1..^1]];
        if (!node.Output(0, node.TypeOf(0), shape))
            return false;
        node.Work = InferRules.CountOf(shape) * 40 * (rank - 1);
        return true;
    }

    private static void Run(NodeRun run)
    {
        Tensor x = run.In(0), grid = run.In(1), y = run.Out();
        int rank = x.Rank - 2, channels = x.Shape[1], points = TensorShape.Product(y.Shape, 2, y.Rank), plane = TensorShape.Product(x.Shape, 2, x.Rank);
        bool corners = run.Node.Int("align_corners", 0) != 0;
        string mode = run.Node.Text("mode", "bilinear"), padding = run.Node.Text("padding_mode", "zeros");
        Span<double> at = stackalloc double[rank]; // first dimension first; grids say the last one first
        for (int i = 0; i < x.Shape[0] * points; i++)
        {
            for (int d = 0; d < rank; d++)
                at[d] = Pixel(CastKernel.At(grid, ((i + 1) * rank) - 1 - d), x.Shape[2 + d], corners);
            for (int c = 0; c < channels; c++)
            {
                int image = (i / points * channels) + c;
                Put(y, (image * points) + (i % points), Sample(x, image * plane, at, mode, padding, corners));
            }
        }
    }

    private static double Sample(Tensor x, int start, ReadOnlySpan<double> at, string mode, string padding, bool corners)
    {
        if (at.Length == 3)
        {
            var volume = new GridVolume(x, start, padding, corners);
            return mode == "nearest" ? volume.Nearest(at[0], at[1], at[2]) : volume.Linear(at[0], at[1], at[2]);
        }

        var plane = new GridPlane(x, start, padding, corners);
        return mode switch
        {
            "nearest" => plane.Nearest(at[0], at[1]),
            "bicubic" or "cubic" => plane.Cubic(at[0], at[1]),
            _ => plane.Linear(at[0], at[1]),
        };
    }

    private static double Pixel(double position, int size, bool corners) =>
        corners ? (position + 1) / 2 * (size - 1) : (((position + 1) * size) - 1) / 2;

    private static void Put(Tensor y, int index, double value)
    {
        if (y.Type == ElementType.Float)
            y.Floats[index] = (float)value;
        else
            y.Doubles[index] = value;
    }

    private static bool InferAffine(NodeContext node)
    {
        if (!node.TryShape(0, out int[] theta) || !node.TryIntegers(1, out long[] size))
            return false;
        int rank = size.Length - 2;
        if (rank is not (2 or 3) || theta.Length != 3 || theta[0] != size[0] || theta[1] != rank || theta[2] != rank + 1)
            return node.Fail(LearningError.OperatorShape, $"theta {TensorShape.Text(theta)} for a size of {size.Length} numbers");
        var shape = new int[rank + 2];
        shape[0] = theta[0];
        shape[^1] = rank;
        for (int d = 0; d < rank; d++)
        {
            if (size[d + 2] is < 0 or > LearningLimits.TensorElementsMax)
                return node.Fail(LearningError.OperatorShape, $"size {size[d + 2]}");
            shape[d + 1] = (int)size[d + 2];
        }

        if (!node.Output(0, node.TypeOf(0), shape))
            return false;
        node.Work = InferRules.CountOf(shape) * (((rank + 1) * WorkWeights.MultiplyAccumulate) + WorkWeights.Division);
        return true;
    }

    private readonly struct Affine(NodeRun run) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            int[] shape = run.Out().Shape;
            int rank = shape[^1], points = TensorShape.Product(shape, 1, rank + 1);
            bool corners = run.Node.Int("align_corners", 0) != 0;
            ReadOnlySpan<T> theta = run.In(0).Elements<T>();
            Span<T> y = run.Out().Elements<T>();
            Span<T> place = new T[rank + 1];
            Span<int> position = stackalloc int[LearningLimits.RankMax];
            for (int i = 0; i < y.Length; i++)
            {
                for (int d = 0; d < rank && i % rank == 0; d++)
                    place[rank - 1 - d] = Place<T>(position[d + 1], shape[d + 1], corners);
                place[rank] = T.One;
                ReadOnlySpan<T> row = theta.Slice(((i / rank / points * rank) + (i % rank)) * (rank + 1), rank + 1);
                T sum = T.Zero;
                for (int d = 0; d <= rank; d++)
                    sum += row[d] * place[d];
                y[i] = sum;
                PlainConvolution.Next(shape, position);
            }
        }

        /// <summary>The centre of pixel <paramref name="index"/> in −1 … 1; with aligned corners the first and last centres lie on −1 and 1.</summary>
        private static T Place<T>(int index, int size, bool corners)
            where T : unmanaged, INumber<T>
        {
            T numerator = T.CreateTruncating((2 * index) + (corners ? 0 : 1)), denominator = T.CreateTruncating(Math.Max(1, corners ? size - 1 : size));
            return (numerator / denominator) - T.One;
        }
    }
}
