using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ModelMarket.Learning.Kernels;

namespace ModelMarket.Learning.Training;

/// <summary>m = β₁·m + (1−β₁)·g; v = β₂·v + (1−β₂)·g²; w = w − η·(m/c₁)/(√(v/c₂) + ε), cᵢ = 1 − βᵢᵗ with βᵗ by repeated multiplication in double. Each
/// operation rounded to float.</summary>
internal sealed class AdamOptimizer(TrainingOptions options, IReadOnlyList<int> counts) : IOptimizer
{
    private readonly float[][] means = OptimizerState.Create(counts);
    private readonly float[][] squares = OptimizerState.Create(counts);
    private double power1 = 1.0;
    private double power2 = 1.0;
    private float rate;
    private float correction1;
    private float correction2;

    private float GradientDecay => options.Optimizer == OptimizerKind.Adam ? options.WeightDecay : 0f;

    private float WeightFactor => options.Optimizer == OptimizerKind.AdamW ? 1f - (rate * options.WeightDecay) : 1f;

    public void BeginStep(float learningRate)
    {
        rate = learningRate;
        power1 *= options.Beta1;
        power2 *= options.Beta2;
        correction1 = (float)(1.0 - power1);
        correction2 = (float)(1.0 - power2);
    }

    public void Reserve(int index, int count)
    {
        OptimizerState.Reserve(means, index, count);
        OptimizerState.Reserve(squares, index, count);
    }

    public void Expect(int index, int start, int count)
    {
        NearCache.Bring(means[index].AsSpan(start, count));
        NearCache.Bring(squares[index].AsSpan(start, count));
    }

    public void Apply(int index, Span<float> weights, int start, ReadOnlySpan<float> gradient)
    {
        ReadOnlySpan<float> g = gradient;
        Span<float> w = weights.Slice(start, g.Length), m = means[index].AsSpan(start, g.Length), v = squares[index].AsSpan(start, g.Length);
        int done = ApplyWide(w, g, m, v);
        float decay = GradientDecay, factor = WeightFactor, rest1 = 1f - options.Beta1, rest2 = 1f - options.Beta2;
        for (int i = done; i < w.Length; i++)
        {
            float x = g[i] + (decay * w[i]);
            m[i] = (options.Beta1 * m[i]) + (rest1 * x);
            v[i] = (options.Beta2 * v[i]) + (rest2 * (x * x));
            w[i] = (factor * w[i]) - (rate * (m[i] / correction1) / ((float)Math.Sqrt((double)(v[i] / correction2)) + options.Epsilon));
        }
    }

    private int ApplyWide(Span<float> w, ReadOnlySpan<float> g, Span<float> m, Span<float> v)
    {
        ReadOnlySpan<Vector256<float>> gs = MemoryMarshal.Cast<float, Vector256<float>>(g);
        Span<Vector256<float>> ws = MemoryMarshal.Cast<float, Vector256<float>>(w);
        Span<Vector256<float>> ms = MemoryMarshal.Cast<float, Vector256<float>>(m), vs = MemoryMarshal.Cast<float, Vector256<float>>(v);
        Vector256<float> beta1 = Vector256.Create(options.Beta1), rest1 = Vector256.Create(1f - options.Beta1);
        Vector256<float> beta2 = Vector256.Create(options.Beta2), rest2 = Vector256.Create(1f - options.Beta2);
        Vector256<float> decay = Vector256.Create(GradientDecay), factor = Vector256.Create(WeightFactor), step = Vector256.Create(rate);
        Vector256<float> c1 = Vector256.Create(correction1), c2 = Vector256.Create(correction2), epsilon = Vector256.Create(options.Epsilon);
        for (int i = 0; i < ws.Length; i++)
        {
            Vector256<float> w0 = ws[i], x = gs[i] + (decay * w0);
            Vector256<float> m1 = (beta1 * ms[i]) + (rest1 * x), v1 = (beta2 * vs[i]) + (rest2 * (x * x));
            ms[i] = m1;
            vs[i] = v1;
            ws[i] = (factor * w0) - (step * (m1 / c1) / (Vector256.Sqrt(v1 / c2) + epsilon));
        }

        return ws.Length * Vector256<float>.Count;
    }
}
