using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Training.Gradients;

/// <summary>Reductions: the gradient is repeated over what was reduced, times the derivative by each element.</summary>
internal static class ReduceGradients
{
    public static void Add(Dictionary<string, GradientRule> rules)
    {
        rules.Add("ReduceSum", node => Repeat(node, mean: false));
        rules.Add("ReduceMean", node => Repeat(node, mean: true));
        Weighted(rules, "ReduceMax", null);
        Weighted(rules, "ReduceMin", null);
        Weighted(rules, "ReduceL2", static (x, y) => y == 0f ? 0f : x / y);
        Weighted(rules, "ReduceL1", static (x, _) => x > 0f ? 1f : x < 0f ? -1f : 0f);
        Weighted(rules, "ReduceSumSquare", static (x, _) => 2f * x);
        Weighted(rules, "ReduceLogSum", static (_, y) => 1f / Numerics.Elementary.Exp(y));
        Weighted(rules, "ReduceLogSumExp", static (x, y) => Numerics.Elementary.Exp(x - y));
        Weighted(rules, "ReduceProd", static (x, y) => y / x);
    }

    /// <summary>A derivative by element and result; null: the first element that equals the result takes all.</summary>
    private static void Weighted(Dictionary<string, GradientRule> rules, string name, Func<float, float, float>? derivative) =>
        rules.Add(name, node => Weigh(node, derivative));

    private static void Weigh(GradientNode node, Func<float, float, float>? derivative)
    {
        Tensor target = node.Target(0);
        int[] map = BroadcastGradient.Map(target.Shape, KeptShape(node, target.Shape));
        ReadOnlySpan<float> g = node.OutGradient(), x = node.In(0).Floats, y = node.Out().Floats;
        Span<float> to = target.Floats;
        var taken = new bool[g.Length];
        for (int i = 0; i < to.Length; i++)
        {
            if (derivative is not null)
            {
                to[i] = g[map[i]] * derivative(x[i], y[map[i]]);
                continue;
            }

            bool first = !taken[map[i]] && x[i] == y[map[i]];
            taken[map[i]] |= first;
            to[i] = first ? g[map[i]] : 0f;
        }

        node.Commit(0);
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
