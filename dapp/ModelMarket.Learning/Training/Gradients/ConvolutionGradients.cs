using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Operators;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Training.Gradients;

/// <summary>Conv. Weights sum over (sample, position) ascending; the input's gradient sums channels per tap, then scatters taps in order.</summary>
internal static class ConvolutionGradients
{
    public static void Add(Dictionary<string, GradientRule> rules) => rules.Add("Conv", Conv);

    private static void Conv(GradientNode node)
    {
        var shape = (ConvShape)node.Context.State!;
        int[] sources = Sources(shape.Window);
        if (node.Wants(0))
        {
            Input(node, shape, sources);
            node.Commit(0);
        }

        if (node.Wants(1))
        {
            Weights(node, shape, sources);
            node.Commit(1);
        }

        if (node.Wants(2))
        {
            Bias(node, shape);
            node.Commit(2);
        }
    }

    /// <summary>For every output position and tap the input's index in its plane, −1 in the padding.</summary>
    public static int[] Sources(WindowGeometry window)
    {
        int taps = window.KernelCount, positions = window.OutputCount;
        var sources = new int[positions * taps];
        Span<int> position = stackalloc int[window.Rank];
        for (int p = 0; p < positions; p++)
        {
            PlainConvolution.Sources(window, position, sources.AsSpan(p * taps, taps));
            PlainConvolution.Next(window.Output, position);
        }

        return sources;
    }

    private static void Weights(GradientNode node, ConvShape shape, int[] sources)
    {
        int positions = shape.Window.OutputCount, columns = shape.ChannelsIn * shape.Window.KernelCount, perGroup = shape.ChannelsOut / shape.Groups;
        Tensor x = node.In(0), dy = node.OutGradientTensor(), target = node.Target(1);
        var patches = new float[positions * columns];
        for (int n = 0; n < shape.Batch; n++)
        {
            for (int g = 0; g < shape.Groups; g++)
            {
                Gather(x.Floats[(((n * shape.Groups) + g) * shape.ChannelsIn * shape.Window.InputCount)..], shape, sources, patches);
                MatrixProduct.Multiply(
                    node.Partition, new(dy, ((n * shape.ChannelsOut) + (g * perGroup)) * positions), positions, 1, new(patches),
                    new(target, g * perGroup * columns), perGroup, columns, positions, proceed: n > 0);
            }
        }
    }

    private static void Input(GradientNode node, ConvShape shape, int[] sources)
    {
        int positions = shape.Window.OutputCount, columns = shape.ChannelsIn * shape.Window.KernelCount, perGroup = shape.ChannelsOut / shape.Groups;
        Tensor w = node.In(1), dy = node.OutGradientTensor(), target = node.Target(0);
        target.Floats.Clear();
        var patches = new float[positions * columns];
        for (int n = 0; n < shape.Batch; n++)
        {
            for (int g = 0; g < shape.Groups; g++)
            {
                MatrixProduct.Multiply(
                    node.Partition, new(dy, ((n * shape.ChannelsOut) + (g * perGroup)) * positions), 1, positions, new(w, g * perGroup * columns),
                    new(patches), positions, columns, perGroup);
                Scatter(patches, shape, sources, target.Floats[(((n * shape.Groups) + g) * shape.ChannelsIn * shape.Window.InputCount)..]);
            }
        }
    }

    private static void Bias(GradientNode node, ConvShape shape)
    {
        int positions = shape.Window.OutputCount;
        ReadOnlySpan<float> dy = node.OutGradient();
        Span<float> target = node.Target(2).Floats;
        for (int m = 0; m < target.Length; m++)
        {
            float sum = 0f;
            for (int n = 0; n < shape.Batch; n++)
            {
                foreach (float value in dy.Slice(((n * shape.ChannelsOut) + m) * positions, positions))
                    sum += value;
            }

            target[m] = sum;
        }
    }

    private static void Gather(ReadOnlySpan<float> x, ConvShape shape, int[] sources, float[] patches)
    {
        int taps = shape.Window.KernelCount, positions = shape.Window.OutputCount, plane = shape.Window.InputCount;
        for (int p = 0; p < positions; p++)
        {
            Span<float> row = patches.AsSpan(p * shape.ChannelsIn * taps, shape.ChannelsIn * taps);
            for (int c = 0; c < shape.ChannelsIn; c++)
            {
                for (int k = 0; k < taps; k++)
                {
                    int source = sources[(p * taps) + k];
                    row[(c * taps) + k] = source < 0 ? 0f : x[(c * plane) + source];
                }
            }
        }
    }

    private static void Scatter(float[] patches, ConvShape shape, int[] sources, Span<float> target)
    {
        int taps = shape.Window.KernelCount, positions = shape.Window.OutputCount, plane = shape.Window.InputCount;
        for (int p = 0; p < positions; p++)
        {
            ReadOnlySpan<float> row = patches.AsSpan(p * shape.ChannelsIn * taps, shape.ChannelsIn * taps);
            for (int c = 0; c < shape.ChannelsIn; c++)
            {
                for (int k = 0; k < taps; k++)
                {
                    int source = sources[(p * taps) + k];
                    if (source >= 0)
                        target[(c * plane) + source] += row[(c * taps) + k];
                }
            }
        }
    }
}
