using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Operators;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Training.Gradients;

/// <summary>Conv and ConvTranspose. Weights sum over (sample, position) ascending; the input's gradient sums channels per tap, then scatters taps in order.</summary>
internal static class ConvolutionGradients
{
    public static void Add(Dictionary<string, GradientRule> rules)
    {
        rules.Add("Conv", Conv);
        rules.Add("ConvTranspose", ConvTranspose);
    }

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

    /// <summary>The transposed convolution of x to y is, read backwards, the convolution of y to x.</summary>
    private static void ConvTranspose(GradientNode node)
    {
        var shape = (ConvShape)node.Context.State!;
        WindowGeometry window = shape.Window;
        var backwards = new WindowGeometry
        {
            Input = window.Output,
            Output = window.Input,
            Kernel = window.Kernel,
            Strides = window.Strides,
            Dilations = window.Dilations,
            Before = window.Before,
            After = window.After,
        };
        int perGroup = shape.ChannelsOut / shape.Groups, positions = backwards.OutputCount, columns = perGroup * backwards.KernelCount;
        var read = new ConvShape(backwards, shape.Batch, shape.Groups, perGroup, shape.ChannelsIn * shape.Groups);
        int[] sources = Sources(backwards);
        var patches = new float[positions * columns];
        if (node.Wants(1))
            node.Target(1).Floats.Clear();
        for (int n = 0; n < shape.Batch; n++)
        {
            for (int g = 0; g < shape.Groups; g++)
            {
                int from = ((n * shape.Groups) + g) * shape.ChannelsIn * positions;
                Gather(node.OutGradient()[(((n * shape.Groups) + g) * perGroup * backwards.InputCount)..], read, sources, patches);
                if (node.Wants(0))
                    MatrixProduct.Multiply(
                        node, new(node.In(1), g * shape.ChannelsIn * columns), columns, 1, new(patches), true,
                        new(node.Target(0), from), shape.ChannelsIn, positions, columns);
                if (node.Wants(1))
                    MatrixProduct.Proceed(
                        node, new(node.In(0), from), positions, 1, new(patches), new(node.Target(1), g * shape.ChannelsIn * columns),
                        shape.ChannelsIn, columns, positions);
            }
        }

        if (node.Wants(2))
            Bias(node, shape);
        for (int i = 0; i < 3; i++)
        {
            if (node.Wants(i))
                node.Commit(i);
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
        target.Floats.Clear();
        for (int n = 0; n < shape.Batch; n++)
        {
            for (int g = 0; g < shape.Groups; g++)
            {
                Gather(x.Floats[(((n * shape.Groups) + g) * shape.ChannelsIn * shape.Window.InputCount)..], shape, sources, patches);
                MatrixProduct.Proceed(
                    node, new(dy, ((n * shape.ChannelsOut) + (g * perGroup)) * positions), positions, 1, new(patches),
                    new(target, g * perGroup * columns), perGroup, columns, positions);
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
                    node, new(dy, ((n * shape.ChannelsOut) + (g * perGroup)) * positions), 1, positions, new(w, g * perGroup * columns), false,
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
