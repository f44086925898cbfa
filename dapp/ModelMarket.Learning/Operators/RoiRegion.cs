using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>One region of a RoiAlign: bins of sample points, bilinear, computed in double, rounded once.</summary>
internal sealed class RoiRegion
{
    private const int GridMax = 64;
    private readonly bool max;
    private readonly double startY, startX, binHeight, binWidth;
    private readonly int width, gridY, gridX;

    private RoiRegion(NodeRun run, double startY, double startX, double binHeight, double binWidth, int gridY, int gridX)
    {
        max = run.Node.Text("mode", "avg") == "max";
        width = run.Out().Shape[3];
        (this.startY, this.startX, this.binHeight, this.binWidth, this.gridY, this.gridX) = (startY, startX, binHeight, binWidth, gridY, gridX);
    }

    /// <summary>The region's grid; null when it has more sample points per bin than allowed.</summary>
    public static RoiRegion? Of(NodeRun run, int region)
    {
        Tensor rois = run.In(1);
        bool half = run.Node.Text("coordinate_transformation_mode", run.Node.Opset < 16 ? "output_half_pixel" : "half_pixel") == "half_pixel";
        double scale = run.Node.Float("spatial_scale", 1), offset = half ? 0.5 : 0;
        double x1 = (CastKernel.At(rois, region * 4) * scale) - offset, y1 = (CastKernel.At(rois, (region * 4) + 1) * scale) - offset;
        double w = (CastKernel.At(rois, (region * 4) + 2) * scale) - offset - x1, h = (CastKernel.At(rois, (region * 4) + 3) * scale) - offset - y1;
        if (!half)
        {
            w = w < 1 ? 1 : w;
            h = h < 1 ? 1 : h;
        }

        double binHeight = h / run.Out().Shape[2], binWidth = w / run.Out().Shape[3];
        long ratio = run.Node.Int("sampling_ratio", 0);
        double gridY = ratio > 0 ? ratio : Math.Ceiling(binHeight), gridX = ratio > 0 ? ratio : Math.Ceiling(binWidth);
        if (!(gridY <= (ratio > 0 ? ratio : GridMax)) || !(gridX <= (ratio > 0 ? ratio : GridMax)))
            return null;
        return new RoiRegion(run, y1, x1, binHeight, binWidth, gridY < 0 ? 0 : (int)gridY, gridX < 0 ? 0 : (int)gridX);
    }

    /// <summary>A bin's value over the plane that starts at <paramref name="plane"/>.</summary>
    public double Value(Tensor x, int plane, int bin)
    {
        double sum = 0, best = double.NegativeInfinity;
        for (int i = 0; i < gridY; i++)
        {
            double y = startY + (bin / width * binHeight) + ((i + 0.5) * binHeight / gridY);
            for (int j = 0; j < gridX; j++)
            {
                double value = Sample(x, plane, y, startX + (bin % width * binWidth) + ((j + 0.5) * binWidth / gridX), out double largest);
                sum += value;
                best = Ordering.Max(best, largest);
            }
        }

        int count = gridY * gridX < 1 ? 1 : gridY * gridX;
        return max ? (gridY * gridX == 0 ? 0 : best) : sum / count;
    }

    /// <summary>Bilinear; <paramref name="largest"/> is the largest of the four weighted corners, which mode max compares.</summary>
    private static double Sample(Tensor x, int plane, double y, double at, out double largest)
    {
        int height = x.Shape[2], columns = x.Shape[3];
        largest = 0;
        if (!(y >= -1 && y <= height && at >= -1 && at <= columns))
            return 0;
        y = y < 0 ? 0 : y;
        at = at < 0 ? 0 : at;
        int top = (int)y, left = (int)at, bottom = top + 1, right = left + 1;
        if (top >= height - 1)
        {
            top = bottom = height - 1;
            y = top;
        }

        if (left >= columns - 1)
        {
            left = right = columns - 1;
            at = left;
        }

        double dy = y - top, dx = at - left;
        double a = (1 - dy) * (1 - dx) * At(top, left), b = (1 - dy) * dx * At(top, right), c = dy * (1 - dx) * At(bottom, left), d = dy * dx * At(bottom, right);
        largest = Ordering.Max(Ordering.Max(a, b), Ordering.Max(c, d));
        return a + b + c + d;

        double At(int row, int column) => CastKernel.At(x, plane + (row * columns) + column);
    }
}
