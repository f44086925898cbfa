using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Numerics;

namespace ModelMarket.Learning.Operators;

/// <summary>
/// One decision per pair of classes, as libsvm does it (Chang and Lin 2011): a positive value is a vote for the first of the two. With Platt's
/// numbers, pairwise probabilities are coupled by Wu, Lin and Weng's second method (2004), at most a hundred passes.
/// </summary>
internal sealed class SvmPairs
{
    /// <summary>Classes of a machine that decides between pairs.</summary>
    public const int ClassesMax = 1_024;

    private const int PassesMax = 100;
    private readonly int classes;
    private readonly int[] start, count;
    private readonly float[] slopes, offsets;
    private readonly bool allPositive;

    private SvmPairs(SvmKernel kernel, int[] start, int[] count, float[] slopes, float[] offsets)
    {
        Kernel = kernel;
        classes = count.Length;
        this.start = start;
        this.count = count;
        this.slopes = slopes;
        this.offsets = offsets;
        allPositive = Array.TrueForAll(kernel.Coefficients, coefficient => coefficient >= 0);
    }

    /// <summary>The kernel.</summary>
    public SvmKernel Kernel { get; }

    /// <summary>Scores of a row: one per class with probabilities or two classes, else one per pair.</summary>
    public int Columns => slopes.Length > 0 || classes == 2 ? classes : Pairs;

    /// <summary>Work units of one row beside the kernel.</summary>
    public long WorkPerRow => ((long)Kernel.Vectors * (classes - 1)) + (slopes.Length > 0 ? (long)PassesMax * classes * classes * 8 : 0) + (Columns * WorkWeights.Transcendental);

    private int Pairs => classes * (classes - 1) / 2;

    /// <summary>Reads what belongs to pairs; sizes must fit.</summary>
    public static bool TryCreate(NodeContext node, SvmKernel kernel, long[] perClass, out SvmPairs? pairs)
    {
        pairs = null;
        float[] slopes = node.Floats("prob_a") ?? [], offsets = node.Floats("prob_b") ?? [];
        int[] start = new int[perClass.Length], count = Array.ConvertAll(perClass, number => (int)number);
        for (int i = 1; i < start.Length; i++)
            start[i] = start[i - 1] + count[i - 1];
        var made = new SvmPairs(kernel, start, count, slopes, offsets);
        bool fits = kernel.Coefficients.Length == (long)(made.classes - 1) * kernel.Vectors && kernel.Rho.Length == made.Pairs;
        if (!fits || slopes.Length != offsets.Length || (slopes.Length > 0 && slopes.Length != made.Pairs))
            return node.Fail(LearningError.OperatorAttribute, $"coefficients, rho, prob_a or prob_b do not fit {made.classes} classes and {kernel.Vectors} support vectors");
        pairs = made;
        return true;
    }

    /// <summary>Writes the scores of a row before the transform and returns the winning class.</summary>
    public int Decide(ReadOnlySpan<float> products, Span<float> scores)
    {
        var decisions = new float[Pairs];
        var votes = new int[classes];
        for (int i = 0, pair = 0; i < classes; i++)
        {
            for (int j = i + 1; j < classes; j++, pair++)
            {
                float first = Sum(products, j - 1, i), second = Sum(products, i, j);
                decisions[pair] = first + second + Kernel.Rho[pair];
                votes[decisions[pair] > 0 ? i : j]++;
            }
        }

        if (slopes.Length > 0)
            Couple(decisions, scores);
        else if (classes > 2)
            decisions.CopyTo(scores);
        else
            (scores[0], scores[1]) = (-decisions[0], decisions[0]); // as ONNX Runtime lays it out, though a positive value votes for the first class
        return Array.IndexOf(votes, Largest(votes));
    }

    /// <summary>Σ coefficient · kernel over the support vectors of class <paramref name="own"/>, in a row of coefficients.</summary>
    private float Sum(ReadOnlySpan<float> products, int row, int own)
    {
        float sum = 0;
        for (int v = start[own]; v < start[own] + count[own]; v++)
            sum += Kernel.Coefficients[(row * Kernel.Vectors) + v] * products[v];
        return sum;
    }

    private static int Largest(int[] votes)
    {
        int most = votes[0];
        foreach (int vote in votes)
            most = Math.Max(most, vote);
        return most;
    }

    /// <summary>Platt's probability of every pair, kept 1e-7 away from 0 and 1, then one probability per class.</summary>
    private void Couple(ReadOnlySpan<float> decisions, Span<float> p)
    {
        var r = new float[classes * classes];
        for (int i = 0, pair = 0; i < classes; i++)
        {
            for (int j = i + 1; j < classes; j++, pair++)
            {
                float value = 1 - Elementary.Sigmoid((decisions[pair] * slopes[pair]) + offsets[pair]);
                r[(i * classes) + j] = Math.Clamp(value, 1e-7f, 1 - 1e-7f);
                r[(j * classes) + i] = 1 - r[(i * classes) + j];
            }
        }

        var q = new float[classes * classes];
        for (int i = 0; i < classes; i++)
        {
            p[i] = 1.0f / classes;
            for (int j = 0; j < classes; j++)
            {
                if (j == i)
                    continue;
                q[(i * classes) + i] += r[(j * classes) + i] * r[(j * classes) + i];
                q[(i * classes) + j] = j < i ? q[(j * classes) + i] : -r[(j * classes) + i] * r[(i * classes) + j];
            }
        }

        for (int pass = 0; pass < PassesMax && Improve(q, p); pass++)
        {
        }
    }

    /// <summary>One pass of the coupling; false when nothing is further away than .005 ÷ classes.</summary>
    private bool Improve(float[] q, Span<float> p)
    {
        var product = new float[classes];
        float total = 0, worst = 0;
        for (int i = 0; i < classes; i++)
        {
            for (int j = 0; j < classes; j++)
                product[i] += q[(i * classes) + j] * p[j];
            total += p[i] * product[i];
        }

        foreach (float value in product)
            worst = Math.Abs(value - total) > worst ? Math.Abs(value - total) : worst;
        if (!(worst >= 0.005f / classes))
            return false;
        for (int i = 0; i < classes; i++)
        {
            float step = (total - product[i]) / q[(i * classes) + i];
            p[i] += step;
            total = (total + (step * ((step * q[(i * classes) + i]) + (2 * product[i])))) / (1 + step) / (1 + step);
            for (int j = 0; j < classes; j++)
            {
                product[j] = (product[j] + (step * q[(i * classes) + j])) / (1 + step);
                p[j] /= 1 + step;
            }
        }

        return true;
    }
}
