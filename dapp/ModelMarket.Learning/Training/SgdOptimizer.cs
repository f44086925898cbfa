using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Training;

/// <summary>v = μ·v + (g + λ·w); w = w − η·v. Each operation rounded to float.</summary>
internal sealed class SgdOptimizer(TrainingOptions options, int parameters) : IOptimizer
{
    private readonly float[]?[] velocity = new float[parameters][];
    private float rate;

    public void BeginStep(float learningRate) => rate = learningRate;

    public void Apply(int index, Tensor weights, Tensor gradient)
    {
        Span<float> w = weights.Floats, g = gradient.Floats;
        Span<float> v = velocity[index] ??= new float[w.Length];
        int done = ApplyWide(w, g, v);
        for (int i = done; i < w.Length; i++)
        {
            v[i] = (options.Momentum * v[i]) + (g[i] + (options.WeightDecay * w[i]));
            w[i] -= rate * v[i];
        }
    }

    private int ApplyWide(Span<float> w, Span<float> g, Span<float> v)
    {
        Span<Vector256<float>> ws = MemoryMarshal.Cast<float, Vector256<float>>(w), gs = MemoryMarshal.Cast<float, Vector256<float>>(g);
        Span<Vector256<float>> vs = MemoryMarshal.Cast<float, Vector256<float>>(v);
        Vector256<float> momentum = Vector256.Create(options.Momentum), decay = Vector256.Create(options.WeightDecay), step = Vector256.Create(rate);
        for (int i = 0; i < ws.Length; i++)
        {
            vs[i] = (momentum * vs[i]) + (gs[i] + (decay * ws[i]));
            ws[i] -= step * vs[i];
        }

        return ws.Length * Vector256<float>.Count;
    }
}
