using System.Numerics;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>
/// BatchNormalization (inference and training form), InstanceNormalization, LayerNormalization, GroupNormalization,
/// MeanVarianceNormalization: (x − mean) / sqrt(var + eps) · scale + bias, each rounded; variance in two passes.
/// </summary>
internal static class NormalizationOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Add("BatchNormalization", 1, TypeSet.Floating, InferBatch, RunBatch, OperatorTraits.Widen);
        table.Add("InstanceNormalization", 1, TypeSet.Floating, node => InferGroups(node, -1), RunInstance, OperatorTraits.Widen);
        table.Add("LayerNormalization", 1, TypeSet.Floating, InferLayer, RunLayer, OperatorTraits.Widen);
        table.Add("GroupNormalization", 18, TypeSet.Floating, node => InferGroups(node, node.Int("num_groups", 0)), RunGroup, OperatorTraits.Widen);
    }

    private static bool InferBatch(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x))
            return false;
        int channels = x.Length > 1 ? x[1] : 1;
        for (int i = 1; i < 5; i++)
        {
            if (!node.TryShape(i, out int[] parameter))
                return false;
            if (InferRules.CountOf(parameter) != channels)
                return node.Fail(LearningError.OperatorShape, $"input {i} of shape {TensorShape.Text(parameter)} for {channels} channels");
        }

        node.Work = InferRules.CountOf(x) * (WorkWeights.Division + (3 * WorkWeights.Element));
        for (int i = 1; i < node.OutputCount; i++)
        {
            if (!node.Output(i, node.TypeOf(3), [channels]))
                return false;
        }

        return node.Output(0, node.TypeOf(0), x);
    }

    private static void RunBatch(NodeRun run) => TypeDispatch.Floating(run.In(0).Type, new Batch(run));

    private readonly struct Batch(NodeRun run) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            int[] shape = run.In(0).Shape;
            int channels = shape.Length > 1 ? shape[1] : 1, plane = shape.Length > 2 ? TensorShape.Product(shape, 2, shape.Length) : 1, rows = shape[0];
            ReadOnlySpan<T> x = run.In(0).Elements<T>();
            Span<T> y = run.Out().Elements<T>();
            T epsilon = T.CreateTruncating(run.Node.Float("epsilon", 1e-5f));
            bool training = run.Node.Int("training_mode", 0) != 0;
            for (int c = 0; c < channels; c++)
            {
                T mean = run.In(3).Elements<T>()[c], variance = run.In(4).Elements<T>()[c];
                if (training)
                    Statistics(x, c * plane, channels * plane, rows, plane, out mean, out variance);
                var affine = new Affine<T>(mean, T.CreateTruncating(Math.Sqrt(double.CreateTruncating(variance + epsilon))), run.In(1).Elements<T>()[c], run.In(2).Elements<T>()[c]);
                for (int n = 0; n < rows; n++)
                    affine.Apply(x.Slice(((n * channels) + c) * plane, plane), y.Slice(((n * channels) + c) * plane, plane));
                if (training)
                    Running(c, mean, variance);
            }
        }

        private void Running<T>(int channel, T mean, T variance)
            where T : unmanaged, INumber<T>
        {
            T momentum = T.CreateTruncating(run.Node.Float("momentum", 0.9f));
            if (run.TryOut(1) is { } means)
                means.Elements<T>()[channel] = (run.In(3).Elements<T>()[channel] * momentum) + (mean * (T.One - momentum));
            if (run.TryOut(2) is { } variances)
                variances.Elements<T>()[channel] = (run.In(4).Elements<T>()[channel] * momentum) + (variance * (T.One - momentum));
        }
    }

    /// <summary>One channel's affine map, each step rounded.</summary>
    private readonly struct Affine<T>(T mean, T deviation, T scale, T bias)
        where T : unmanaged, INumber<T>
    {
        public void Apply(ReadOnlySpan<T> x, Span<T> y)
        {
            for (int i = 0; i < y.Length; i++)
                y[i] = ((x[i] - mean) / deviation * scale) + bias;
        }
    }

    /// <summary>Mean and population variance of <paramref name="rows"/> runs of <paramref name="length"/> elements.</summary>
    private static void Statistics<T>(ReadOnlySpan<T> x, int start, int step, int rows, int length, out T mean, out T variance)
        where T : unmanaged, INumber<T>
    {
        T count = T.CreateTruncating(rows) * T.CreateTruncating(length), sum = T.Zero;
        for (int n = 0; n < rows; n++)
        {
            foreach (T value in x.Slice(start + (n * step), length))
                sum += value;
        }

        mean = sum / count;
        sum = T.Zero;
        for (int n = 0; n < rows; n++)
        {
            foreach (T value in x.Slice(start + (n * step), length))
                sum += (value - mean) * (value - mean);
        }

        variance = sum / count;
    }

    private static void RunInstance(NodeRun run) => TypeDispatch.Floating(run.In(0).Type, new Groups(run, run.In(0).Shape[1], false));

    private static void RunGroup(NodeRun run) =>
        TypeDispatch.Floating(run.In(0).Type, new Groups(run, (int)run.Node.Int("num_groups", 1), run.Node.Opset < 21));

    /// <summary>Scale and bias per channel, or per group before opset 21; −1 groups are as many as channels.</summary>
    private static bool InferGroups(NodeContext node, long groups)
    {
        if (!node.TryShape(0, out int[] x) || !node.TryShape(1, out int[] scale) || !node.TryShape(2, out int[] bias))
            return false;
        if (x.Length < 2 || x[1] == 0 || groups == 0 || groups < -1 || groups > x[1] || x[1] % groups != 0)
            return node.Fail(LearningError.OperatorShape, $"{TensorShape.Text(x)} does not divide into {groups} groups");
        long due = groups > 0 && node.Opset < 21 ? groups : x[1];
        if (InferRules.CountOf(scale) != due || InferRules.CountOf(bias) != due)
            return node.Fail(LearningError.OperatorShape, $"scale {TensorShape.Text(scale)} and bias {TensorShape.Text(bias)}; {due} numbers are due");
        node.Work = InferRules.CountOf(x) * 4 * WorkWeights.Division;
        return node.Output(0, node.TypeOf(0), x);
    }

    private readonly struct Groups(NodeRun run, int groups, bool scalePerGroup) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            int[] shape = run.In(0).Shape;
            int channels = shape[1], plane = TensorShape.Product(shape, 2, shape.Length), perGroup = channels / groups, size = perGroup * plane;
            ReadOnlySpan<T> x = run.In(0).Elements<T>(), scale = run.In(1).Elements<T>(), bias = run.In(2).Elements<T>();
            Span<T> y = run.Out().Elements<T>();
            T epsilon = T.CreateTruncating(run.Node.Float("epsilon", 1e-5f));
            for (int g = 0; g < shape[0] * groups; g++)
            {
                Statistics(x, g * size, size, 1, size, out T mean, out T variance);
                T deviation = T.CreateTruncating(Math.Sqrt(double.CreateTruncating(variance + epsilon)));
                for (int c = 0; c < perGroup; c++)
                {
                    int parameter = scalePerGroup ? g % groups : (g % groups * perGroup) + c;
                    int at = (g * size) + (c * plane);
                    new Affine<T>(mean, deviation, scale[parameter], bias[parameter]).Apply(x.Slice(at, plane), y.Slice(at, plane));
                }
            }
        }
    }

    private static bool InferLayer(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x) || !node.TryShape(1, out int[] scale) || !node.TryAxis(node.Int("axis", -1), x.Length, out int axis))
            return false;
        int[] bias = scale, tail = x[axis..];
        if (node.Has(2) && !node.TryShape(2, out bias))
            return false;
        if (!TensorShape.TryBroadcast(tail, scale, out int[] both) || !both.AsSpan().SequenceEqual(tail) || !TensorShape.TryBroadcast(tail, bias, out both) || !both.AsSpan().SequenceEqual(tail))
            return node.Fail(LearningError.OperatorShape, $"scale {TensorShape.Text(scale)} and bias {TensorShape.Text(bias)} do not broadcast to {TensorShape.Text(tail)}");
        int[] statistics = [.. x];
        statistics.AsSpan(axis).Fill(1);
        node.State = BroadcastLayout.Of(tail, tail, scale, bias);
        node.Work = InferRules.CountOf(x) * (WorkWeights.Division + (5 * WorkWeights.Element));
        for (int i = 1; i < node.OutputCount; i++)
        {
            if (!node.Output(i, node.TypeOf(0) == ElementType.Double ? ElementType.Double : ElementType.Float, statistics))
                return false;
        }

        return node.Output(0, node.TypeOf(0), x);
    }

    private static void RunLayer(NodeRun run) => TypeDispatch.Floating(run.In(0).Type, new Layer(run));

    private readonly struct Layer(NodeRun run) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            var layout = (BroadcastLayout)run.Node.State!;
            int size = 1;
            foreach (int dimension in layout.Sizes)
                size *= dimension;
            ReadOnlySpan<T> x = run.In(0).Elements<T>();
            T epsilon = T.CreateTruncating(run.Node.Float("epsilon", 1e-5f));
            for (int start = 0, row = 0; start < x.Length; start += size, row++)
            {
                Statistics(x, start, size, 1, size, out T mean, out T variance);
                T deviation = T.CreateTruncating(Math.Sqrt(double.CreateTruncating(variance + epsilon)));
                Row(layout, x.Slice(start, size), run.Out().Elements<T>().Slice(start, size), mean, deviation);
                if (run.TryOut(1) is { } means)
                    means.Elements<T>()[row] = mean;
                if (run.TryOut(2) is { } inverses)
                    inverses.Elements<T>()[row] = T.One / deviation;
            }
        }

        private void Row<T>(BroadcastLayout layout, ReadOnlySpan<T> x, Span<T> y, T mean, T deviation)
            where T : unmanaged, INumber<T>
        {
            ReadOnlySpan<T> scale = run.In(1).Elements<T>(), bias = run.TryIn(2) is { } tensor ? tensor.Elements<T>() : default;
            Span<int> index = stackalloc int[LearningLimits.RankMax], offsets = stackalloc int[3];
            for (int start = 0; start < y.Length; start += layout.Inner)
            {
                for (int i = 0; i < layout.Inner; i++)
                {
                    T value = (x[start + i] - mean) / deviation * scale[offsets[1] + (i * layout.Strides[1][^1])];
                    y[start + i] = bias.IsEmpty ? value : value + bias[offsets[2] + (i * layout.Strides[2][^1])];
                }

                layout.Step(index, offsets);
            }
        }
    }
}
