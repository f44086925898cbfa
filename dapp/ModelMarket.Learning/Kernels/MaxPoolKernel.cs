using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelMarket.Learning.Kernels;

/// <summary>MaxPool of floats over unpadded planes without indices: outputs of a row side by side, the window's taps in row-major order, so that the first of equals and the first NaN win as in the plain kernel.</summary>
internal static class MaxPoolKernel
{
    /// <summary>True when every window lies inside the plane and neighbouring taps are neighbours.</summary>
    public static bool Takes(WindowGeometry window)
    {
        if (window.Rank != 2 || window.Dilations[0] != 1 || window.Dilations[1] != 1)
            return false;
        for (int d = 0; d < 2; d++)
        {
            if (window.Before[d] != 0 || ((window.Output[d] - 1) * window.Strides[d]) + window.Kernel[d] > window.Input[d])
                return false;
        }

        return true;
    }

    /// <summary>Pools <paramref name="planes"/> planes; every width above one lane works on four outputs at a time.</summary>
    public static void Run(KernelWidth width, WindowGeometry window, int planes, ReadOnlySpan<float> x, Span<float> y)
    {
        int inputs = window.InputCount, columns = window.Input[1], length = window.Output[1];
        int[] taps = Taps(window);
        for (int plane = 0, to = 0; plane < planes; plane++)
        {
            for (int i = 0; i < window.Output[0]; i++, to += length)
                Row(width, taps, window.Strides[1], x[((plane * inputs) + (i * window.Strides[0] * columns))..], y.Slice(to, length));
        }
    }

    private static int[] Taps(WindowGeometry window)
    {
        var taps = new int[window.KernelCount];
        for (int k = 0; k < taps.Length; k++)
            taps[k] = (k / window.Kernel[1] * window.Input[1]) + (k % window.Kernel[1]);
        return taps;
    }

    /// <summary>One row of outputs; the last four may overlap those before, with the same result.</summary>
    private static void Row(KernelWidth width, int[] taps, int step, ReadOnlySpan<float> x, Span<float> y)
    {
        ref float source = ref MemoryMarshal.GetReference(x);
        int j = 0;
        for (; width != KernelWidth.Scalar && j < y.Length && y.Length >= 4; j += 4)
        {
            j = Math.Min(j, y.Length - 4);
            ref float at = ref Unsafe.Add(ref source, j * step);
            Vector128<float> best = Four(ref Unsafe.Add(ref at, taps[0]), step);
            for (int k = 1; k < taps.Length; k++)
                best = Lanes128.Greater(Four(ref Unsafe.Add(ref at, taps[k]), step), best);
            best.CopyTo(y[j..]);
        }

        for (; j < y.Length; j++)
        {
            float best = x[(j * step) + taps[0]];
            for (int k = 1; k < taps.Length; k++)
                best = LanesScalar.Greater(x[(j * step) + taps[k]], best);
            y[j] = best;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Four(ref float x, int step) =>
        Vector128.Create(x, Unsafe.Add(ref x, step), Unsafe.Add(ref x, 2 * step), Unsafe.Add(ref x, 3 * step));
}
