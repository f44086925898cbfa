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

    /// <summary>Pools <paramref name="planes"/> planes.</summary>
    public static void Run(KernelWidth width, WindowGeometry window, int planes, ReadOnlySpan<float> x, Span<float> y)
    {
        var taps = new float[window.Output[1]];
        int inputs = window.InputCount, columns = window.Input[1];
        for (int plane = 0, to = 0; plane < planes; plane++)
        {
            for (int i = 0; i < window.Output[0]; i++, to += taps.Length)
            {
                int first = (plane * inputs) + (i * window.Strides[0] * columns);
                Row(width, window, x[first..], taps, y.Slice(to, taps.Length));
            }
        }
    }

    /// <summary>One row of outputs: tap after tap, row-major, all columns side by side.</summary>
    private static void Row(KernelWidth width, WindowGeometry window, ReadOnlySpan<float> x, Span<float> taps, Span<float> y)
    {
        for (int k = 0; k < window.KernelCount; k++)
        {
            ReadOnlySpan<float> source = x[((k / window.Kernel[1] * window.Input[1]) + (k % window.Kernel[1]))..];
            Span<float> target = k == 0 ? y : taps;
            Spread(source, window.Strides[1], target);
            if (k > 0)
                Join(width, y, taps);
        }
    }

    private static void Spread(ReadOnlySpan<float> source, int step, Span<float> target)
    {
        ref float from = ref MemoryMarshal.GetReference(source);
        for (int j = 0; j < target.Length; j++)
            target[j] = System.Runtime.CompilerServices.Unsafe.Add(ref from, j * step);
    }

    private static void Join(KernelWidth width, Span<float> row, ReadOnlySpan<float> other)
    {
        switch (width)
        {
            case KernelWidth.Vector512: Join<Lanes512, Vector512<float>>(row, other); break;
            case KernelWidth.Vector256: Join<Lanes256, Vector256<float>>(row, other); break;
            case KernelWidth.Vector128: Join<Lanes128, Vector128<float>>(row, other); break;
            default: Join<LanesScalar, float>(row, other); break;
        }
    }

    private static void Join<TLanes, TVector>(Span<float> row, ReadOnlySpan<float> other)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        ref float best = ref MemoryMarshal.GetReference(row), next = ref MemoryMarshal.GetReference(other);
        int i = 0;
        for (; i <= row.Length - TLanes.Count; i += TLanes.Count)
            TLanes.Store(TLanes.Greater(TLanes.Load(ref next, (nuint)i), TLanes.Load(ref best, (nuint)i)), ref best, (nuint)i);
        for (; i < row.Length; i++)
            row[i] = LanesScalar.Greater(other[i], row[i]);
    }
}
