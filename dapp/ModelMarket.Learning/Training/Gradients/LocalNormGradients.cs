using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Numerics;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Training.Gradients;

/// <summary>LRN, LpNormalization, CumSum, along lines of one axis, and MeanVarianceNormalization over some. Sums in double, lines ascending, each element rounded once.</summary>
internal static class LocalNormGradients
{
    private delegate void Line(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> g, Span<double> result);

    public static void Add(Dictionary<string, GradientRule> rules)
    {
        rules.Add("LRN", Lrn);
        rules.Add("LpNormalization", node => Along(node, (int)node.Context.State!, node.Int("p", 2) == 1 ? First : Second));
        rules.Add("CumSum", CumSum);
        rules.Add("MeanVarianceNormalization", MeanVariance);
    }

    private static void Along(GradientNode node, int axis, Line line)
    {
        Tensor target = node.Target(0);
        var walk = new AxisWalk(target.Shape, axis);
        var columns = new double[4][];
        for (int i = 0; i < columns.Length; i++)
            columns[i] = new double[walk.Length];
        for (int l = 0; l < walk.Lines; l++)
        {
            Read(node.In(0).Floats, walk, l, columns[0]);
            Read(node.Out().Floats, walk, l, columns[1]);
            Read(node.OutGradient(), walk, l, columns[2]);
            line(columns[0], columns[1], columns[2], columns[3]);
            for (int i = 0; i < walk.Length; i++)
                target.Floats[walk.Start(l) + (i * walk.Step)] = (float)columns[3][i];
        }

        node.Commit(0);
    }

    private static void Read(ReadOnlySpan<float> from, AxisWalk walk, int line, double[] to)
    {
        for (int i = 0; i < to.Length; i++)
            to[i] = from[walk.Start(line) + (i * walk.Step)];
    }

    /// <summary>(g − y·Σgy) / ‖x‖.</summary>
    private static void Second(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> g, Span<double> result)
    {
        double norm = Math.Sqrt(Dot(x, x)), shared = Dot(g, y);
        for (int i = 0; i < result.Length; i++)
            result[i] = norm == 0 ? 0 : (g[i] - (y[i] * shared)) / norm;
    }

    /// <summary>(g − sign(x)·Σgy) / Σ|x|.</summary>
    private static void First(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> g, Span<double> result)
    {
        double norm = 0, shared = Dot(g, y);
        foreach (double value in x)
            norm += Math.Abs(value);
        for (int i = 0; i < result.Length; i++)
            result[i] = norm == 0 ? 0 : (g[i] - (x[i] > 0 ? shared : x[i] < 0 ? -shared : 0)) / norm;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    /// <summary>With s = bias + α/n·Σx² over the window: g·s^−β − 2αβ/n · x · Σ g·y/s over the windows that hold x.</summary>
    private static void Lrn(GradientNode node)
    {
        long size = node.Int("size", 1);
        double factor = (double)node.Float("alpha", 1e-4f) / size, bias = node.Float("bias", 1), beta = node.Float("beta", 0.75f);
        Along(node, 1, (x, y, g, result) =>
        {
            int before = (int)Math.Min((size - 1) / 2, x.Length), after = (int)Math.Min(size - 1 - ((size - 1) / 2), x.Length);
            var scale = new double[x.Length];
            for (int c = 0; c < scale.Length; c++)
            {
                int first = Math.Max(0, c - before), last = Math.Min(x.Length - 1, c + after);
                ReadOnlySpan<double> window = x[first..(last + 1)];
                scale[c] = bias + (factor * Dot(window, window));
            }

            for (int k = 0; k < scale.Length; k++)
            {
                double shared = 0;
                for (int c = Math.Max(0, k - after); c <= Math.Min(x.Length - 1, k + before); c++)
                    shared += g[c] * y[c] / scale[c];
                result[k] = (g[k] * Elementary.Pow(scale[k], -beta)) - (2 * factor * beta * x[k] * shared);
            }
        });
    }

    /// <summary>The sums of the gradient from the other end.</summary>
    private static void CumSum(GradientNode node)
    {
        bool exclusive = node.Int("exclusive", 0) != 0, reverse = node.Int("reverse", 0) != 0;
        Along(node, (int)node.Context.State!, (_, _, g, result) =>
        {
            double sum = 0;
            for (int i = 0; i < result.Length; i++)
            {
                int at = reverse ? i : result.Length - 1 - i;
                result[at] = exclusive ? sum : sum + g[at];
                sum += g[at];
            }
        });
    }

    /// <summary>With d = σ + 1e-9 and c = x − mean: (g − mean(g)) / d − c·mean(g·c) / (σ·d²).</summary>
    private static void MeanVariance(GradientNode node)
    {
        Tensor x = node.In(0), g = node.OutGradientTensor(), target = node.Target(0);
        var kept = (int[])x.Shape.Clone();
        ReadOnlySpan<long> axes = node.Ints("axes");
        foreach (long axis in axes.Length > 0 ? axes : [0, 2, 3])
        {
            int at = (int)(axis < 0 ? axis + kept.Length : axis);
            if (at < kept.Length)
                kept[at] = 1;
        }

        int[] map = BroadcastGradient.Map(x.Shape, kept);
        TensorShape.TryCount(kept, out int groups);
        double[] mean = Means(map, groups, i => x.Floats[i]);
        double Centred(int i) => x.Floats[i] - mean[map[i]];
        double[] variance = Means(map, groups, i => Centred(i) * Centred(i)), shared = Means(map, groups, i => g.Floats[i]), product = Means(map, groups, i => g.Floats[i] * Centred(i));
        for (int i = 0; i < map.Length; i++)
        {
            int group = map[i];
            double deviation = Math.Sqrt(variance[group]), divisor = deviation + 1e-9;
            double turned = deviation == 0 ? 0 : Centred(i) * product[group] / (deviation * divisor * divisor);
            target.Floats[i] = (float)(((g.Floats[i] - shared[group]) / divisor) - turned);
        }

        node.Commit(0);
    }

    /// <summary>Means of what shares a group, elements ascending.</summary>
    private static double[] Means(int[] map, int groups, Func<int, double> value)
    {
        var means = new double[groups];
        for (int i = 0; i < map.Length; i++)
            means[map[i]] += value(i);
        for (int group = 0; group < groups; group++)
            means[group] /= (double)map.Length / groups;
        return means;
    }
}
