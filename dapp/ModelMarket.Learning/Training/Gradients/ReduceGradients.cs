using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Training.Gradients;

/// <summary>ReduceSum, ReduceMean and global average pooling: the gradient is repeated over what was summed.</summary>
internal static class ReduceGradients
{
    public static void Add(Dictionary<string, GradientRule> rules)
    {
        rules.Add("ReduceSum", node => Repeat(node, mean: false));
        rules.Add("ReduceMean", node => Repeat(node, mean: true));
        rules.Add("GlobalAveragePool", node => Repeat(node, mean: true));
    }

    private static void Repeat(GradientNode node, bool mean)
    {
        Tensor target = node.Target(0);
        int[] kept = KeptShape(node, target.Shape);
        TensorShape.TryCount(kept, out int outputs);
        float divisor = mean && outputs > 0 ? target.Count / outputs : 1;
        int[] map = BroadcastGradient.Map(target.Shape, kept);
        ReadOnlySpan<float> g = node.OutGradient();
        Span<float> to = target.Floats;
        for (int i = 0; i < to.Length; i++)
            to[i] = g[map[i]] / divisor;
        node.Commit(0);
    }

    /// <summary>The output's shape with the reduced dimensions kept as 1.</summary>
    private static int[] KeptShape(GradientNode node, int[] shape)
    {
        var kept = (int[])shape.Clone();
        if (node.Node.Operator == "GlobalAveragePool")
        {
            for (int d = 2; d < kept.Length; d++)
                kept[d] = 1;
            return kept;
        }

        ReadOnlySpan<long> axes = node.TryIn(1) is { } tensor ? tensor.Int64s : node.Ints("axes");
        if (axes.Length == 0 && node.Int("noop_with_empty_axes", 0) != 0)
            return kept;
        for (int d = 0; d < kept.Length; d++)
        {
            if (axes.Length == 0 || axes.Contains(d) || axes.Contains(d - kept.Length))
                kept[d] = 1;
        }

        return kept;
    }
}
