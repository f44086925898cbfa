using System.Numerics;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>
/// DeformConv (Zhu and others 2019) on [N, C, H, W]: each tap reads between pixels, bilinear, zeros outside, times its mask; then the sums of a
/// convolution: channel, kernel row, kernel column.
/// </summary>
internal static class DeformConvOperators
{
    private sealed record Shape(ConvShape Conv, int OffsetGroups);

    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table) => table.Add("DeformConv", 19, TypeSet.Floating, Infer, Run, OperatorTraits.Widen);

    private static bool Infer(NodeContext node)
    {
        if (!ConvOperators.TryShape(node, 0, 1, out ConvShape? conv) || !node.TryShape(2, out int[] offset))
            return false;
        long groups = node.Int("offset_group", 1);
        int channels = conv!.ChannelsIn * conv.Groups, taps = conv.Window.KernelCount;
        if (conv.Window.Rank != 2 || groups < 1 || groups > channels || channels % groups != 0)
            return node.Fail(LearningError.OperatorShape, $"two spatial dimensions, and offset groups that divide {channels} channels, are due");
        int[] due = [conv.Batch, (int)groups * taps * 2, .. conv.Window.Output], mask = [conv.Batch, (int)groups * taps, .. conv.Window.Output];
        if (!offset.AsSpan().SequenceEqual(due))
            return node.Fail(LearningError.OperatorShape, $"offsets {TensorShape.Text(offset)}; {TensorShape.Text(due)} is due");
        if (!TryOptional(node, 3, [conv.ChannelsOut]) || !TryOptional(node, 4, mask))
            return false;
        node.State = new Shape(conv, (int)groups);
        int[] output = [conv.Batch, conv.ChannelsOut, .. conv.Window.Output];
        if (!node.Output(0, node.TypeOf(0), output))
            return false;
        long samples = InferRules.CountOf(due) / 2 / groups * channels;
        node.Work = (samples * 8 * WorkWeights.Element) + (InferRules.CountOf(output) * conv.ChannelsIn * taps * WorkWeights.MultiplyAccumulate);
        return true;
    }

    private static bool TryOptional(NodeContext node, int input, int[] due)
    {
        if (!node.Has(input))
            return true;
        if (!node.TryShape(input, out int[] shape))
            return false;
        return shape.AsSpan().SequenceEqual(due) || node.Fail(LearningError.OperatorShape, $"input {input} of {TensorShape.Text(shape)}; {TensorShape.Text(due)} is due");
    }

    private static void Run(NodeRun run) => TypeDispatch.Floating(run.In(0).Type, new Deforming(run, (Shape)run.Node.State!));

    private readonly struct Deforming(NodeRun run, Shape shape) : ITypedAction
    {
        private WindowGeometry Window => shape.Conv.Window;

        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            ReadOnlySpan<T> w = run.In(1).Elements<T>(), bias = run.TryIn(3) is { } tensor ? tensor.Elements<T>() : default;
            Span<T> y = run.Out().Elements<T>();
            int channels = shape.Conv.ChannelsIn * shape.Conv.Groups, taps = Window.KernelCount, outputs = shape.Conv.ChannelsOut, positions = Window.OutputCount;
            int own = shape.Conv.ChannelsIn * taps, perGroup = outputs / shape.Conv.Groups;
            Span<T> samples = new T[channels * taps];
            for (int i = 0; i < shape.Conv.Batch * positions; i++)
            {
                int batch = i / positions, position = i % positions;
                Sample(batch, position, samples);
                for (int m = 0; m < outputs; m++)
                {
                    ReadOnlySpan<T> taken = samples.Slice(m / perGroup * own, own), weights = w.Slice(m * own, own);
                    T sum = T.Zero;
                    for (int k = 0; k < own; k++)
                        sum += taken[k] * weights[k];
                    y[(((batch * outputs) + m) * positions) + position] = bias.IsEmpty ? sum : sum + bias[m];
                }
            }
        }

        /// <summary>All taps of one output position: channel, then kernel row and column.</summary>
        private void Sample<T>(int batch, int position, Span<T> samples)
            where T : unmanaged, INumber<T>
        {
            ReadOnlySpan<T> x = run.In(0).Elements<T>(), offsets = run.In(2).Elements<T>(), mask = run.TryIn(4) is { } tensor ? tensor.Elements<T>() : default;
            int channels = shape.Conv.ChannelsIn * shape.Conv.Groups, taps = Window.KernelCount, positions = Window.OutputCount, plane = Window.InputCount;
            int row = position / Window.Output[1], column = position % Window.Output[1];
            for (int i = 0; i < samples.Length; i++)
            {
                int channel = i / taps, tap = i % taps, group = channel / (channels / shape.OffsetGroups), at = (((batch * shape.OffsetGroups) + group) * taps) + tap;
                int top = (row * Window.Strides[0]) - Window.Before[0] + (tap / Window.Kernel[1] * Window.Dilations[0]);
                int left = (column * Window.Strides[1]) - Window.Before[1] + (tap % Window.Kernel[1] * Window.Dilations[1]);
                T value = Between(
                    x.Slice(((batch * channels) + channel) * plane, plane),
                    T.CreateTruncating(top) + offsets[(2 * at * positions) + position], T.CreateTruncating(left) + offsets[(((2 * at) + 1) * positions) + position]);
                samples[i] = mask.IsEmpty ? value : value * mask[(at * positions) + position];
            }
        }

        private T Between<T>(ReadOnlySpan<T> plane, T row, T column)
            where T : unmanaged, INumber<T>
        {
            int height = Window.Input[0], width = Window.Input[1];
            if (!(row > -T.One && row < T.CreateTruncating(height) && column > -T.One && column < T.CreateTruncating(width)))
                return T.Zero;
            int top = (int)Math.Floor(double.CreateTruncating(row)), left = (int)Math.Floor(double.CreateTruncating(column));
            T down = row - T.CreateTruncating(top), right = column - T.CreateTruncating(left), up = T.One - down, back = T.One - right;
            T sum = up * back * At(plane, top, left);
            sum += up * right * At(plane, top, left + 1);
            sum += down * back * At(plane, top + 1, left);
            return sum + (down * right * At(plane, top + 1, left + 1));
        }

        private T At<T>(ReadOnlySpan<T> plane, int row, int column)
            where T : unmanaged, INumber<T> =>
            row < 0 || row >= Window.Input[0] || column < 0 || column >= Window.Input[1] ? T.Zero : plane[(row * Window.Input[1]) + column];
    }
}
