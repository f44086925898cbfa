using ModelMarket.Learning.Numerics;

namespace ModelMarket.Learning.Operators;

/// <summary>One axis of a Resize: for every output coordinate the input coordinates it takes and their weights.</summary>
internal sealed class ResizeAxis
{
    /// <summary>Taps of one output coordinate: a reduction by more than this over four is averaged over fewer.</summary>
    public const int TapsMax = 1_024;

    /// <summary>Output coordinates.</summary>
    public required int Size { get; init; }

    /// <summary>Taps per output coordinate.</summary>
    public required int Taps { get; init; }

    /// <summary>Input coordinates, −1 outside the image in tf_crop_and_resize.</summary>
    public required int[] Sources { get; init; }

    /// <summary>Weights, rounded to float.</summary>
    public required float[] Weights { get; init; }

    /// <summary>What stands for coordinates outside.</summary>
    public float Extrapolation { get; init; }

    /// <summary>True when nothing changes along this axis.</summary>
    public bool IsIdentity { get; init; }

    /// <summary>The taps of an axis.</summary>
    public static ResizeAxis Of(NodeContext node, int input, int output, double scale, string coordinates, string rounding, (double Start, double End) part)
    {
        string mode = node.Text("mode", "nearest");
        bool identity = input == output && scale == 1 && part == (0, 1);
        int taps = identity || mode == "nearest" ? 1 : mode == "cubic" ? 4 : 2;
        if (mode != "nearest" && !identity && node.Int("antialias", 0) != 0 && scale < 1)
            taps = (int)Math.Clamp((2L * (long)Math.Ceiling((mode == "cubic" ? 2 : 1) / scale)) + 2, 4, TapsMax);
        var axis = new ResizeAxis
        {
            Size = output,
            Taps = taps,
            Sources = new int[output * taps],
            Weights = new float[output * taps],
            IsIdentity = identity,
            Extrapolation = node.Float("extrapolation_value", 0),
        };
        for (int i = 0; i < output; i++)
        {
            double at = identity ? i : Coordinate(i, input, output, scale, coordinates, part);
            bool outside = coordinates == "tf_crop_and_resize" && (at < 0 || at > input - 1);
            if (outside)
                axis.Sources.AsSpan(i * taps, taps).Fill(-1);
            else if (taps == 1)
                axis.Nearest(i, at, input, identity ? "floor" : rounding);
            else
                axis.Weigh(node, i, at, input, mode, scale);
        }

        return axis;
    }

    private static double Coordinate(int i, int input, int output, double scale, string mode, (double Start, double End) part) => mode switch
    {
        "asymmetric" => i / scale,
        "align_corners" => input * scale == 1 || output == 1 ? 0 : i * (input - 1) / ((input * scale) - 1), // the resized length is not rounded
        "pytorch_half_pixel" => output > 1 ? ((i + 0.5) / scale) - 0.5 : 0,
        "tf_half_pixel_for_nn" => (i + 0.5) / scale,
        "half_pixel_symmetric" => HalfPixelSymmetric(i, input, output, scale),
        "tf_crop_and_resize" => output > 1
            ? (part.Start * (input - 1)) + (i * (part.End - part.Start) * (input - 1) / (output - 1))
            : 0.5 * (part.Start + part.End) * (input - 1),
        _ => ((i + 0.5) / scale) - 0.5,
    };

    private static double HalfPixelSymmetric(int i, int input, int output, double scale)
    {
        double adjustment = output / (scale * input), center = input / 2.0, offset = center * (1 - adjustment);
        return offset + ((i + 0.5) / scale) - 0.5;
    }

    private void Nearest(int i, double at, int input, string rounding)
    {
        double nearest = rounding switch
        {
            "round_prefer_ceil" => Math.Floor(at + 0.5),
            "floor" => Math.Floor(at),
            "ceil" => Math.Ceiling(at),
            _ => Math.Ceiling(at - 0.5),
        };
        Sources[i] = (int)Math.Clamp((long)nearest, 0, input - 1L);
        Weights[i] = 1;
    }

    private void Weigh(NodeContext node, int i, double at, int input, string mode, double scale)
    {
        bool exclude = node.Int("exclude_outside", 0) != 0;
        double a = node.Float("cubic_coeff_a", -0.75f), shrink = Taps is 2 or 4 ? 1 : scale;
        long first = (long)Math.Floor(at) - (Taps / 2) + 1;
        var weights = new double[Taps];
        double sum = 0;
        for (int t = 0; t < Taps; t++)
        {
            double distance = Math.Abs(at - (first + t)) * shrink;
            weights[t] = mode == "cubic" ? Cubic(distance, a) : distance < 1 ? 1 - distance : 0;
            if (exclude && (first + t < 0 || first + t >= input))
                weights[t] = 0;
            sum += weights[t];
        }

        for (int t = 0; t < Taps; t++)
        {
            Sources[(i * Taps) + t] = (int)Math.Clamp(first + t, 0, input - 1L);
            Weights[(i * Taps) + t] = CanonicalNaN.Of((float)(exclude || shrink != 1 ? weights[t] / sum : weights[t]));
        }
    }

    private static double Cubic(double x, double a)
    {
        if (x <= 1)
            return ((((a + 2) * x) - (a + 3)) * x * x) + 1;
        return x < 2 ? (((((x - 5) * x) + 8) * x) - 4) * a : 0;
    }
}
