using System.Numerics;

namespace ModelMarket.Learning.Kernels;

/// <summary>alpha·s + beta·C, each rounded; a factor of 1 is not multiplied; beta = 0 does not read C.</summary>
internal static class GemmEpilogue
{
    /// <summary>Changes <paramref name="y"/> in place; <paramref name="layout"/> walks (y, c).</summary>
    public static void Apply<T>(Span<T> y, ReadOnlySpan<T> c, BroadcastLayout? layout, T alpha, T beta)
        where T : unmanaged, INumber<T>
    {
        if (alpha != T.One)
        {
            foreach (ref T element in y)
                element = unchecked(alpha * element); // integers wrap
        }

        if (layout is null || beta == T.Zero)
            return;
        Span<int> index = stackalloc int[LearningLimits.RankMax], offsets = stackalloc int[2];
        int inner = layout.Inner, step = layout.Strides[1][^1];
        for (int start = 0; start < y.Length; start += inner)
        {
            int z = offsets[1];
            for (int i = start; i < start + inner; i++, z += step)
                y[i] = unchecked(y[i] + (beta == T.One ? c[z] : beta * c[z])); // integers wrap
            layout.Step(index, offsets);
        }
    }
}
