using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;

namespace ModelMarket.Learning.Operators;

/// <summary>Conv on floats.</summary>
internal static class FloatConv
{
    /// <summary>Picks the kernel.</summary>
    public static void Run(NodeRun run, ConvShape shape)
    {
        ReadOnlySpan<float> bias = run.TryIn(2) is { } tensor ? tensor.Floats : default;
        PlainConvolution.Run(
            shape.Window, shape.Batch, shape.Groups, shape.ChannelsIn, shape.ChannelsOut, run.In(0).Floats, run.In(1).Floats, bias, run.Out().Floats);
    }
}
