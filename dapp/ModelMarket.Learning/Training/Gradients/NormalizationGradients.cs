using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Training.Gradients;

/// <summary>Batch, instance, group and layer normalisation. Each set of elements that shares mean and variance is one list of indices; sums in double, in
/// the order of the list.</summary>
internal static class NormalizationGradients
{
    public static void Add(Dictionary<string, GradientRule> rules)
    {
        rules.Add("BatchNormalization", Batch);
        rules.Add("InstanceNormalization", node => Groups(node, node.In(0).Shape[1], false));
        rules.Add("GroupNormalization", node => Groups(node, (int)node.Int("num_groups", 1), node.Context.Opset < 21));
        rules.Add("LayerNormalization", Layer);
    }

    private static void Batch(GradientNode node)
    {
        int[] shape = node.In(0).Shape;
        int channels = shape.Length > 1 ? shape[1] : 1, plane = shape.Length > 2 ? TensorShape.Product(shape, 2, shape.Length) : 1;
        bool training = node.Int("training_mode", 0) != 0;
        var work = new Share(node, channels);
        var indices = new int[shape[0] * plane];
        for (int c = 0; c < channels; c++)
        {
            for (int i = 0; i < indices.Length; i++)
                indices[i] = (((i / plane * channels) + c) * plane) + (i % plane);
            double mean = node.In(3).Floats[c], variance = node.In(4).Floats[c];
            work.Set(indices, _ => c, training, mean, variance);
        }

        work.Commit();
    }

    private static void Groups(GradientNode node, int groups, bool scalePerGroup)
    {
        int[] shape = node.In(0).Shape;
        int plane = TensorShape.Product(shape, 2, shape.Length), perGroup = shape[1] / groups, size = perGroup * plane;
        var work = new Share(node, node.In(1).Count);
        var indices = new int[size];
        for (int g = 0; g < shape[0] * groups; g++)
        {
            int group = g % groups, start = g * size;
            for (int i = 0; i < size; i++)
                indices[i] = start + i;
            work.Set(indices, i => scalePerGroup ? group : (group * perGroup) + ((i - start) / plane), true, 0, 0);
        }

        work.Commit();
    }

    private static void Layer(GradientNode node)
    {
        int[] shape = node.In(0).Shape;
        int axis = (int)node.Int("axis", -1);
        axis = axis < 0 ? axis + shape.Length : axis;
        int size = TensorShape.Product(shape, axis, shape.Length);
        int[] map = BroadcastGradient.Map(shape[axis..], node.In(1).Shape);
        var work = new Share(node, node.In(1).Count);
        var indices = new int[size];
        for (int start = 0; start < node.In(0).Count; start += size)
        {
            for (int i = 0; i < size; i++)
                indices[i] = start + i;
            int first = start;
            work.Set(indices, i => map[i - first], true, 0, 0);
        }

        work.Commit();
    }

    /// <summary>The gradients of one node while its sets are gone through.</summary>
    private sealed class Share(GradientNode node, int parameters)
    {
        private readonly double[] scales = new double[parameters];
        private readonly double[] biases = new double[parameters];

        /// <summary>One set: dx = (h − mean(h) − x̂·mean(h·x̂)) / σ with h = dy·scale; with given statistics dx = h / σ.</summary>
        public void Set(int[] indices, Func<int, int> parameterOf, bool measured, double mean, double variance)
        {
            Span<float> x = node.In(0).Floats, scale = node.In(1).Floats;
            ReadOnlySpan<float> dy = node.OutGradient();
            if (measured)
                Measure(x, indices, out mean, out variance);
            double deviation = Math.Sqrt(variance + node.Float("epsilon", 1e-5f)), sum = 0.0, product = 0.0;
            foreach (int i in indices)
            {
                int parameter = parameterOf(i);
                double normal = (x[i] - mean) / deviation, h = (double)dy[i] * scale[parameter];
                scales[parameter] += dy[i] * normal;
                biases[parameter] += dy[i];
                sum += h;
                product += h * normal;
            }

            if (!node.Wants(0))
                return;
            Span<float> target = node.Target(0).Floats;
            double meanH = measured ? sum / indices.Length : 0.0, meanProduct = measured ? product / indices.Length : 0.0;
            foreach (int i in indices)
            {
                double normal = (x[i] - mean) / deviation, h = (double)dy[i] * scale[parameterOf(i)];
                target[i] = (float)((h - meanH - (normal * meanProduct)) / deviation);
            }
        }

        public void Commit()
        {
            if (node.Wants(0))
                node.Commit(0);
            Store(1, scales);
            Store(2, biases);
        }

        private void Store(int input, double[] sums)
        {
            if (!node.Wants(input))
                return;
            Span<float> target = node.Target(input).Floats;
            Invariant.Require(target.Length == sums.Length, "scale and bias of one shape");
            for (int i = 0; i < sums.Length; i++)
                target[i] = (float)sums[i];
            node.Commit(input);
        }

        private static void Measure(ReadOnlySpan<float> x, int[] indices, out double mean, out double variance)
        {
            double sum = 0.0;
            foreach (int i in indices)
                sum += x[i];
            mean = sum / indices.Length;
            sum = 0.0;
            foreach (int i in indices)
                sum += (x[i] - mean) * (x[i] - mean);
            variance = sum / indices.Length;
        }
    }
}
