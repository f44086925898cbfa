using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Training;

/// <summary>v = μ·v + (g + λ·w); w = w − η·v. Each operation rounded to float.</summary>
internal sealed class SgdOptimizer(TrainingOptions options, IReadOnlyList<int> counts) : IOptimizer
{
    private readonly float[][] velocity = OptimizerState.Create(counts);
    private float rate;

    public void BeginStep(float learningRate) => rate = learningRate;

    public void Apply(int index, Tensor weights, int start, ReadOnlySpan<float> gradient)
    {
        ReadOnlySpan<float> g = gradient;
        Span<float> w = weights.Floats.Slice(start, g.Length), v = velocity[index].AsSpan(start, g.Length);
        int done = ApplyWide(w, g, v);
        for (int i = done; i < w.Length; i++)
        {
            v[i] = (options.Momentum * v[i]) + (g[i] + (options.WeightDecay * w[i]));
            w[i] -= rate * v[i];
        }
    }

    private int ApplyWide(Span<float> w, ReadOnlySpan<float> g, Span<float> v)
    {
        ReadOnlySpan<Vector256<float>> gs = MemoryMarshal.Cast<float, Vector256<float>>(g);
        Span<Vector256<float>> ws = MemoryMarshal.Cast<float, Vector256<float>>(w), vs = MemoryMarshal.Cast<float, Vector256<float>>(v);
        Vector256<float> momentum = Vector256.Create(options.Momentum), decay = Vector256.Create(options.WeightDecay), step = Vector256.Create(rate);
        for (int i = 0; i < ws.Length; i++)
        {
            Vector256<float> w0 = ws[i], v1 = (momentum * vs[i]) + (gs[i] + (decay * w0));
            vs[i] = v1;
            ws[i] = w0 - (step * v1);
        }

        return ws.Length * Vector256<float>.Count;
    }
}
