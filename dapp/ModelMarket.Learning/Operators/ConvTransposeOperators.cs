using System.Numerics;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>ConvTranspose: each output sums input channel, then kernel position; then the bias.</summary>
internal static class ConvTransposeOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table) => table.Add("ConvTranspose", 1, TypeSet.Floating, Infer, Run, OperatorTraits.Widen);

    private static bool Infer(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x) || !node.TryShape(1, out int[] w))
            return false;
        long groups = node.Int("group", 1);
        if (x.Length < 3 || w.Length != x.Length || w[0] != x[1] || groups < 1 || groups > x[1] || x[1] % groups != 0)
            return node.Fail(LearningError.OperatorShape, $"weights {TensorShape.Text(w)} in {groups} groups do not fit input {TensorShape.Text(x)}");
        if (!TryWindow(node, x[2..], w[2..], out WindowGeometry? window))
            return false;
        int[] output = [x[0], w[1] * (int)groups, .. window!.Output];
        if (node.Has(2))
        {
            if (!node.TryShape(2, out int[] bias))
                return false;
            if (bias.Length != 1 || bias[0] != output[1])
                return node.Fail(LearningError.OperatorShape, $"a bias of {TensorShape.Text(bias)} for {output[1]} channels");
        }

        node.State = new ConvShape(window, x[0], (int)groups, x[1] / (int)groups, output[1]);
        if (!node.Output(0, node.TypeOf(0), output))
            return false;
        node.Work = InferRules.CountOf(output) * (x[1] / groups) * window.KernelCount * WorkWeights.PlainProduct;
        return true;
    }

    private static bool TryWindow(NodeContext node, int[] input, int[] kernel, out WindowGeometry? window)
    {
        window = null;
        int rank = input.Length;
        if (!WindowGeometry.TryList(node, "strides", rank, 1, out int[] strides) || !WindowGeometry.TryList(node, "dilations", rank, 1, out int[] dilations))
            return false;
        if (!WindowGeometry.TryList(node, "output_padding", rank, 0, out int[] extra) || !WindowGeometry.TryPads(node, rank, out int[] before, out int[] after))
            return false;
        long[]? wanted = node.Ints("output_shape");
        string auto = node.Text("auto_pad", "NOTSET");
        var output = new int[rank];
        for (int i = 0; i < rank; i++)
        {
            if (strides[i] < 1 || dilations[i] < 1 || kernel[i] < 1)
                return node.Fail(LearningError.OperatorAttribute, "kernel, strides and dilations must be positive");
            long full = ((long)strides[i] * (input[i] - 1)) + extra[i] + ((long)(kernel[i] - 1) * dilations[i]) + 1;
            long size = full - before[i] - after[i];
            if (wanted is not null || auto is "SAME_UPPER" or "SAME_LOWER")
            {
                size = wanted is null ? (long)input[i] * strides[i] : wanted[wanted.Length - rank + i];
                long total = full - size;
                before[i] = (int)Math.Clamp(auto == "SAME_UPPER" ? total / 2 : total - (total / 2), 0, int.MaxValue);
                after[i] = (int)Math.Clamp(total - before[i], int.MinValue, int.MaxValue);
            }

            if (size is < 0 or > LearningLimits.TensorElementsMax || (wanted is not null && wanted.Length < rank))
                return node.Fail(LearningError.OperatorShape, $"an output of {size} positions");
            output[i] = (int)size;
        }

        window = new WindowGeometry { Input = input, Kernel = kernel, Output = output, Strides = strides, Dilations = dilations, Before = before, After = after };
        return true;
    }

    private static void Run(NodeRun run) => TypeDispatch.Floating(run.In(0).Type, new Transposed(run));

    private readonly struct Transposed(NodeRun run) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            var shape = (ConvShape)run.Node.State!;
            WindowGeometry window = shape.Window;
            ReadOnlySpan<T> x = run.In(0).Elements<T>(), w = run.In(1).Elements<T>(), bias = run.TryIn(2) is { } tensor ? tensor.Elements<T>() : default;
            Span<T> y = run.Out().Elements<T>();
            Span<int> position = stackalloc int[window.Rank];
            var sources = new int[window.KernelCount];
            int perGroup = shape.ChannelsOut / shape.Groups, plane = window.InputCount, positions = window.OutputCount, taps = sources.Length;
            for (int p = 0; p < positions; p++)
            {
                Sources(window, position, sources);
                for (int nm = 0; nm < shape.Batch * shape.ChannelsOut; nm++)
                {
                    int m = nm % shape.ChannelsOut, n = nm / shape.ChannelsOut, group = m / perGroup;
                    T sum = T.Zero;
                    for (int c = group * shape.ChannelsIn; c < (group + 1) * shape.ChannelsIn; c++)
                    {
                        int from = ((n * shape.Groups * shape.ChannelsIn) + c) * plane, weights = ((c * perGroup) + (m % perGroup)) * taps;
                        sum = Add(sum, x.Slice(from, plane), w.Slice(weights, taps), sources);
                    }

                    y[(nm * positions) + p] = bias.IsEmpty ? sum : sum + bias[m];
                }

                PlainConvolution.Next(window.Output, position);
            }
        }

        /// <summary>Adds one channel's taps in ascending order of the input position (the kernel from its end).</summary>
        private static T Add<T>(T sum, ReadOnlySpan<T> x, ReadOnlySpan<T> w, int[] sources)
            where T : unmanaged, INumber<T>
        {
            for (int k = sources.Length - 1; k >= 0; k--)
            {
                if (sources[k] >= 0)
                    sum += x[sources[k]] * w[k];
            }

            return sum;
        }

        /// <summary>Per kernel position the input element that reaches this output, −1 where none does.</summary>
        private static void Sources(WindowGeometry window, ReadOnlySpan<int> position, int[] sources)
        {
            Span<int> tap = stackalloc int[window.Rank];
            for (int k = 0; k < sources.Length; k++)
            {
                int at = 0;
                for (int d = 0; d < window.Rank && at >= 0; d++)
                {
                    int reach = position[d] + window.Before[d] - (tap[d] * window.Dilations[d]);
                    bool hit = reach >= 0 && reach % window.Strides[d] == 0 && reach / window.Strides[d] < window.Input[d];
                    at = hit ? (at * window.Input[d]) + (reach / window.Strides[d]) : -1;
                }

                sources[k] = at;
                PlainConvolution.Next(window.Kernel, tap);
            }
        }
    }
}
