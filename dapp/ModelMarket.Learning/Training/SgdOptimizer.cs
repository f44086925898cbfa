using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ModelMarket.Learning.Kernels;

namespace ModelMarket.Learning.Training;

/// <summary>v = μ·v + (g + λ·w); w = w − η·v. Each operation rounded to float.</summary>
internal sealed class SgdOptimizer(TrainingOptions options, IReadOnlyList<int> counts) : IOptimizer
{
    private readonly float[][] velocity = OptimizerState.Create(counts);
    private float rate;

    public void BeginStep(float learningRate) => rate = learningRate;

    public void Reserve(int index, int count) => OptimizerState.Reserve(velocity, index, count);

    public void Expect(int index, int start, int count) => NearCache.Bring(velocity[index].AsSpan(start, count));

    public void Apply(int index, Span<float> weights, int start, ReadOnlySpan<float> gradient)
    {
        ReadOnlySpan<float> g = gradient;
        Span<float> w = weights.Slice(start, g.Length), v = velocity[index].AsSpan(start, g.Length);
        int done = ApplyWide(ref MemoryMarshal.GetReference(w), ref MemoryMarshal.GetReference(g), ref MemoryMarshal.GetReference(v), g.Length);
        for (int i = done; i < w.Length; i++)
        {
            v[i] = (options.Momentum * v[i]) + (g[i] + (options.WeightDecay * w[i]));
            w[i] -= rate * v[i];
        }
    }

    /// <summary>Whole vectors of three runs of equal length, checked before.</summary>
    private int ApplyWide(ref float w, ref float g, ref float v, int count)
    {
        Vector256<float> momentum = Vector256.Create(options.Momentum), decay = Vector256.Create(options.WeightDecay), step = Vector256.Create(rate);
        int i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<float> momentum2 = Vector512.Create(momentum, momentum), decay2 = Vector512.Create(decay, decay), step2 = Vector512.Create(step, step);
            for (; i <= count - Vector512<float>.Count; i += Vector512<float>.Count)
            {
                Vector512<float> w0 = Vector512.LoadUnsafe(ref w, (nuint)i);
                Vector512<float> v1 = (momentum2 * Vector512.LoadUnsafe(ref v, (nuint)i)) + (Vector512.LoadUnsafe(ref g, (nuint)i) + (decay2 * w0));
                v1.StoreUnsafe(ref v, (nuint)i);
                (w0 - (step2 * v1)).StoreUnsafe(ref w, (nuint)i);
            }
        }

        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256<float> w0 = Vector256.LoadUnsafe(ref w, (nuint)i);
            Vector256<float> v1 = (momentum * Vector256.LoadUnsafe(ref v, (nuint)i)) + (Vector256.LoadUnsafe(ref g, (nuint)i) + (decay * w0));
            v1.StoreUnsafe(ref v, (nuint)i);
            (w0 - (step * v1)).StoreUnsafe(ref w, (nuint)i);
        }

        return i;
    }
}
