using ModelMarket.Learning.Numerics;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Training.Gradients;

/// <summary>Add, Sub, Mul, Div, Sum, Mean, Max, Min, Pow, PRelu, Where with broadcasting.</summary>
internal static class ArithmeticGradients
{
    /// <summary>The share of input <c>side</c> at one element: gradient of the output, both operands, the output.</summary>
    private delegate float Share(float gradient, float x, float y, float output);

    public static void Add(Dictionary<string, GradientRule> rules)
    {
        rules.Add("Add", node => Binary(node, static (g, _, _, _) => g, static (g, _, _, _) => g));
        rules.Add("Sub", node => Binary(node, static (g, _, _, _) => g, static (g, _, _, _) => -g));
        rules.Add("Mul", node => Binary(node, static (g, _, y, _) => g * y, static (g, x, _, _) => g * x));
        rules.Add("Div", node => Binary(node, static (g, _, y, _) => g / y, static (g, _, y, o) => -(g * o / y)));
        rules.Add("Pow", node => Binary(node, static (g, x, y, _) => g * (y * Elementary.Pow(x, y - 1f)), static (g, x, _, o) => x > 0f ? g * (o * Elementary.Log(x)) : 0f));
        rules.Add("PRelu", node => Binary(node, static (g, x, y, _) => x >= 0f ? g : g * y, static (g, x, _, _) => x >= 0f ? 0f : g * x));
        rules.Add("Sum", node => Every(node, 1f));
        rules.Add("Mean", node => Every(node, node.InputCount));
        rules.Add("Max", Extreme);
        rules.Add("Min", Extreme);
        rules.Add("Where", Where);
    }

    private static void Binary(GradientNode node, Share left, Share right)
    {
        for (int side = 0; side < 2; side++)
        {
            if (!node.Wants(side))
                continue;
            Fill(node, side, side == 0 ? left : right);
            node.Commit(side);
        }
    }

    private static void Fill(GradientNode node, int side, Share share)
    {
        Tensor a = node.In(0), b = node.In(1), output = node.Out();
        Span<float> x = a.Floats, y = b.Floats, o = output.Floats, target = node.Target(side).Floats;
        ReadOnlySpan<float> g = node.OutGradient();
        if (x.Length == y.Length && x.Length == o.Length)
        {
            for (int i = 0; i < o.Length; i++)
                target[i] = share(g[i], x[i], y[i], o[i]);
            return;
        }

        int[] mapA = BroadcastGradient.Map(output.Shape, a.Shape), mapB = BroadcastGradient.Map(output.Shape, b.Shape);
        int[] map = side == 0 ? mapA : mapB;
        target.Clear();
        for (int i = 0; i < o.Length; i++)
            target[map[i]] += share(g[i], x[mapA[i]], y[mapB[i]], o[i]);
    }

    private static void Every(GradientNode node, float divisor)
    {
        Tensor dy = node.OutGradientTensor();
        for (int i = 0; i < node.InputCount; i++)
        {
            if (!node.Wants(i))
                continue;
            Tensor target = node.Target(i);
            BroadcastGradient.Reduce(dy, target);
            for (int j = 0; j < target.Count && divisor != 1f; j++)
                target.Floats[j] /= divisor;
            node.Commit(i);
        }
    }

    /// <summary>The first input that equals the result gets the gradient.</summary>
    private static void Extreme(GradientNode node)
    {
        Tensor output = node.Out();
        var taken = new bool[output.Count];
        for (int i = 0; i < node.InputCount; i++)
        {
            Tensor input = node.In(i);
            int[] map = BroadcastGradient.Map(output.Shape, input.Shape);
            Span<float> target = node.Wants(i) ? node.Target(i).Floats : [];
            target.Clear();
            for (int j = 0; j < map.Length; j++)
            {
                if (taken[j] || input.Floats[map[j]] != output.Floats[j])
                    continue;
                taken[j] = true;
                if (target.Length > 0)
                    target[map[j]] += node.OutGradient()[j];
            }

            if (node.Wants(i))
                node.Commit(i);
        }
    }

    private static void Where(GradientNode node)
    {
        Tensor condition = node.In(0), output = node.Out();
        int[] conditionMap = BroadcastGradient.Map(output.Shape, condition.Shape);
        for (int side = 1; side <= 2; side++)
        {
            if (!node.Wants(side))
                continue;
            int[] map = BroadcastGradient.Map(output.Shape, node.In(side).Shape);
            Span<float> target = node.Target(side).Floats;
            target.Clear();
            for (int j = 0; j < map.Length; j++)
                target[map[j]] += condition.Bools[conditionMap[j]] == (side == 1) ? node.OutGradient()[j] : 0f;
            node.Commit(side);
        }
    }
}
