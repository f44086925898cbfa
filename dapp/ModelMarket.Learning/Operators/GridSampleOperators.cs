using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>GridSample on [N, C, H, W]: nearest, bilinear, bicubic; zeros, border, reflection. Computed in double, taps row-major, rounded once.</summary>
internal static class GridSampleOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table) => table.Add("GridSample", 16, TypeSet.Floating, Infer, Run, OperatorTraits.Widen);

    private static bool Infer(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x) || !node.TryShape(1, out int[] grid))
            return false;
        if (x.Length != 4 || grid.Length != 4 || grid[0] != x[0] || grid[3] != 2 || x[2] == 0 || x[3] == 0)
            return node.Fail(LearningError.OperatorShape, $"grid {TensorShape.Text(grid)} over {TensorShape.Text(x)}; volumes are not supported");
        int[] shape = [x[0], x[1], grid[1], grid[2]];
        node.Work = InferRules.CountOf(shape) * 40;
        return node.Output(0, node.TypeOf(0), shape);
    }

    private static void Run(NodeRun run)
    {
        Tensor x = run.In(0), grid = run.In(1), y = run.Out();
        int channels = x.Shape[1], points = y.Shape[2] * y.Shape[3];
        bool corners = run.Node.Int("align_corners", 0) != 0;
        string mode = run.Node.Text("mode", "bilinear"), padding = run.Node.Text("padding_mode", "zeros");
        for (int n = 0; n < x.Shape[0]; n++)
        {
            for (int p = 0; p < points; p++)
            {
                int at = ((n * points) + p) * 2;
                double column = Pixel(CastKernel.At(grid, at), x.Shape[3], corners), row = Pixel(CastKernel.At(grid, at + 1), x.Shape[2], corners);
                for (int c = 0; c < channels; c++)
                {
                    var plane = new GridPlane(x, ((n * channels) + c) * x.Shape[2] * x.Shape[3], padding, corners);
                    double value = mode switch
                    {
                        "nearest" => plane.Nearest(row, column),
                        "bicubic" or "cubic" => plane.Cubic(row, column),
                        _ => plane.Linear(row, column),
                    };
                    Put(y, (((n * channels) + c) * points) + p, value);
                }
            }
        }
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
}
