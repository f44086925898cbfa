using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>One plane that GridSample reads, with its rule for positions outside.</summary>
internal readonly struct GridPlane(Tensor x, int start, string padding, bool corners)
{
    private int Height => x.Shape[2];

    private int Width => x.Shape[3];

    /// <summary>The nearest pixel, ties to even.</summary>
    public double Nearest(double row, double column)
    {
        row = Bound(row, Height);
        column = Bound(column, Width);
        return At(Math.Round(row, MidpointRounding.ToEven), Math.Round(column, MidpointRounding.ToEven));
    }

    /// <summary>The four pixels around.</summary>
    public double Linear(double row, double column)
    {
        row = Bound(row, Height);
        column = Bound(column, Width);
        double top = Math.Floor(row), left = Math.Floor(column), dy = row - top, dx = column - left;
        return (At(top, left) * (1 - dy) * (1 - dx)) + (At(top, left + 1) * (1 - dy) * dx) + (At(top + 1, left) * dy * (1 - dx)) + (At(top + 1, left + 1) * dy * dx);
    }

    /// <summary>The sixteen pixels around, a = −0.75.</summary>
    public double Cubic(double row, double column)
    {
        double top = Math.Floor(row), left = Math.Floor(column), sum = 0;
        for (int i = -1; i < 3; i++)
        {
            double line = 0;
            for (int j = -1; j < 3; j++)
                line += At(Bound(top + i, Height), Bound(left + j, Width)) * Weight(Math.Abs(column - (left + j)));
            sum += line * Weight(Math.Abs(row - (top + i)));
        }

        return sum;
    }

    private static double Weight(double distance)
    {
        const double A = -0.75;
        if (distance <= 1)
            return ((((A + 2) * distance) - (A + 3)) * distance * distance) + 1;
        return distance < 2 ? (((((distance - 5) * distance) + 8) * distance) - 4) * A : 0;
    }

    private double Bound(double position, int size) => GridEdge.Bound(position, size, padding, corners);

    private double At(double row, double column)
    {
        bool inside = row >= 0 && row < Height && column >= 0 && column < Width;
        if (inside)
            return CastKernel.At(x, start + ((int)row * Width) + (int)column);
        if (padding == "zeros" || double.IsNaN(row) || double.IsNaN(column))
            return 0;
        int i = (int)Math.Clamp(row, 0, Height - 1), j = (int)Math.Clamp(column, 0, Width - 1);
        return CastKernel.At(x, start + (i * Width) + j);
    }
}
