using System.Runtime.InteropServices;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>Conv on floats: the direct kernel in one and two dimensions when the plan may, plain otherwise; the same bits.</summary>
internal static class FloatConv
{
    /// <summary>Picks the kernel.</summary>
    public static void Run(NodeRun run, ConvShape shape)
    {
        ConvLayout? layout = run.Optimise && shape.Batch > 0 ? ConvLayout.Of(shape.Window, shape.ChannelsIn) : null;
        if (layout is null)
            Plain(run, shape);
        else
            Direct(run, shape, layout);
    }

    private static void Plain(NodeRun run, ConvShape shape)
    {
        ReadOnlySpan<float> bias = run.TryIn(2) is { } tensor ? tensor.Floats : default;
        PlainConvolution.Run(
            shape.Window, shape.Batch, shape.Groups, shape.ChannelsIn, shape.ChannelsOut, run.In(0).Floats, run.In(1).Floats, bias, run.Out().Floats);
        if (run.Relu)
            ReluKernel.Run(run.Width, run.Out().Floats, run.Out().Floats);
    }

    private static void Direct(NodeRun run, ConvShape shape, ConvLayout layout)
    {
        int rows = TileShape.RowsOf(run.Width);
        PackedFilters Pack(Tensor source) => PackedFilters.Of(source.Floats, shape.Groups, shape.ChannelsOut, layout.Offsets.Length, rows);
        PackedFilters filters = run.IsConstant(1) ? run.Owner.Weights.Packed(run.In(1), $"filters{rows}", Pack) : Pack(run.In(1));
        Tensor x = run.In(0), y = run.Out();
        Tensor? bias = run.TryIn(2);
        KernelWidth width = run.Width;
        bool relu = run.Relu;
        int parts = Math.Min(run.Partition.Width, shape.Batch), images = (shape.Batch + parts - 1) / parts;
        int sizeX = x.Count / shape.Batch, sizeY = y.Count / shape.Batch;
        void Part(int part)
        {
            Span<float> scratch = Scratch(run, parts, DirectConvolution.PaddedLength(layout) + DirectConvolution.SumsLength(layout));
            Span<float> padded = scratch[..DirectConvolution.PaddedLength(layout)], sums = scratch[DirectConvolution.PaddedLength(layout)..];
            for (int n = part * images; n < Math.Min(shape.Batch, (part + 1) * images); n++)
            {
                var end = new GemmEnd(bias is null ? default : bias.Floats, relu);
                DirectConvolution.Run(width, layout, shape.Groups, filters, x.Floats.Slice(n * sizeX, sizeX), end, y.Floats.Slice(n * sizeY, sizeY), padded, sums);
            }
        }

        if (parts == 1)
            Part(0);
        else
            run.Partition.Run(parts, Part);
    }

    /// <summary>The run's own scratch memory, or memory of the part's own where several run at once.</summary>
    private static Span<float> Scratch(NodeRun run, int parts, int floats)
    {
        if (parts == 1)
            return run.Owner.Scratch(floats * sizeof(float));
        byte[] block = AlignedBlock.Allocate(floats * sizeof(float), out int start);
        return MemoryMarshal.Cast<byte, float>(block.AsSpan(start, floats * sizeof(float)));
    }
}
