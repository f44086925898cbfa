using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>One volume that GridSample reads, with its rule for positions outside.</summary>
internal readonly struct GridVolume(Tensor x, int start, string padding, bool corners)
{
    private int Depth => x.Shape[2];

    private int Height => x.Shape[3];

    private int Width => x.Shape[4];

    /// <summary>The nearest pixel, ties to even.</summary>
    public double Nearest(double layer, double row, double column) => At(
        Math.Round(Bound(layer, Depth), MidpointRounding.ToEven),
        Math.Round(Bound(row, Height), MidpointRounding.ToEven),
        Math.Round(Bound(column, Width), MidpointRounding.ToEven));

    /// <summary>The eight pixels around.</summary>
    public double Linear(double layer, double row, double column)
    {
        layer = Bound(layer, Depth);
        row = Bound(row, Height);
        column = Bound(column, Width);
        double front = Math.Floor(layer), top = Math.Floor(row), left = Math.Floor(column), sum = 0;
        for (int tap = 0; tap < 8; tap++)
        {
            double l = front + (tap >> 2), r = top + ((tap >> 1) & 1), c = left + (tap & 1);
            sum += At(l, r, c) * Share(layer, l) * Share(row, r) * Share(column, c);
        }

        return sum;
    }

    private static double Share(double position, double pixel) => 1 - Math.Abs(position - pixel);

    private double Bound(double position, int size) => GridEdge.Bound(position, size, padding, corners);

    private double At(double layer, double row, double column)
    {
        bool inside = layer >= 0 && layer < Depth && row >= 0 && row < Height && column >= 0 && column < Width;
        if (!inside && (padding == "zeros" || double.IsNaN(layer + row + column)))
            return 0;
        int i = (int)Math.Clamp(layer, 0, Depth - 1), j = (int)Math.Clamp(row, 0, Height - 1), k = (int)Math.Clamp(column, 0, Width - 1);
        return CastKernel.At(x, start + (((i * Height) + j) * Width) + k);
    }
}
