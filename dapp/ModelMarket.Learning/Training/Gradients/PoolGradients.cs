using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Numerics;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Training.Gradients;

/// <summary>MaxPool, AveragePool and LpPool with their global forms.</summary>
internal static class PoolGradients
{
    public static void Add(Dictionary<string, GradientRule> rules)
    {
        rules.Add("MaxPool", Max);
        rules.Add("GlobalMaxPool", Max);
        rules.Add("AveragePool", Average);
        rules.Add("GlobalAveragePool", Average);
        rules.Add("LpPool", Norm);
        rules.Add("GlobalLpPool", Norm);
    }

    /// <summary>The first position of a window that holds its maximum gets the gradient.</summary>
    private static void Max(GradientNode node)
    {
        var window = (WindowGeometry)node.Context.State!;
        int[] sources = ConvolutionGradients.Sources(window);
        int taps = window.KernelCount, positions = window.OutputCount, plane = window.InputCount;
        Span<float> x = node.In(0).Floats, y = node.Out().Floats, target = node.Target(0).Floats;
        ReadOnlySpan<float> dy = node.OutGradient();
        target.Clear();
        for (int i = 0; i < y.Length; i++)
        {
            int start = i / positions * plane, p = i % positions;
            for (int k = 0; k < taps; k++)
            {
                int source = sources[(p * taps) + k];
                if (source < 0 || x[start + source] != y[i])
                    continue;
                target[start + source] += dy[i];
                break;
            }
        }

        node.Commit(0);
    }

    private static void Average(GradientNode node)
    {
        var window = (WindowGeometry)node.Context.State!;
        int[] sources = ConvolutionGradients.Sources(window);
        bool padded = node.Int("count_include_pad", 0) != 0;
        int taps = window.KernelCount, positions = window.OutputCount, plane = window.InputCount;
        Tensor output = node.Out();
        Span<float> target = node.Target(0).Floats;
        ReadOnlySpan<float> dy = node.OutGradient();
        target.Clear();
        Span<int> position = stackalloc int[window.Rank];
        var counts = new int[positions];
        for (int p = 0; p < positions; p++)
        {
            counts[p] = window.CountedPositions(position, padded);
            PlainConvolution.Next(window.Output, position);
        }

        for (int i = 0; i < output.Count; i++)
        {
            int start = i / positions * plane, p = i % positions;
            float share = dy[i] / counts[p];
            for (int k = 0; k < taps; k++)
            {
                int source = sources[(p * taps) + k];
                if (source >= 0)
                    target[start + source] += share;
            }
        }

        node.Commit(0);
    }

    /// <summary>sign(x)·(|x| / y)^(p−1) of the gradient; none where the norm is zero. Each share in double, rounded once.</summary>
    private static void Norm(GradientNode node)
    {
        var window = (WindowGeometry)node.Context.State!;
        int[] sources = ConvolutionGradients.Sources(window);
        int taps = window.KernelCount, positions = window.OutputCount, plane = window.InputCount;
        Span<float> x = node.In(0).Floats, y = node.Out().Floats, target = node.Target(0).Floats;
        ReadOnlySpan<float> dy = node.OutGradient();
        double power = node.Int("p", 2) - 1;
        target.Clear();
        for (int i = 0; i < y.Length; i++)
        {
            int start = i / positions * plane, p = i % positions;
            for (int k = 0; k < taps; k++)
            {
                int source = sources[(p * taps) + k];
                if (source < 0 || x[start + source] == 0f || y[i] == 0f)
                    continue;
                double ratio = Math.Abs((double)x[start + source]) / y[i], share = dy[i] * Elementary.Pow(ratio, power);
                target[start + source] += (float)(x[start + source] < 0f ? -share : share);
            }
        }

        node.Commit(0);
    }
}
