using System.Numerics;

namespace ModelMarket.Learning.Kernels;

/// <summary>
/// Convolution of any type and any number of dimensions, one output after another: channel, then kernel positions row-major;
/// padding taps count as +0; then the bias. What the fast kernels must equal.
/// </summary>
internal static class PlainConvolution
{
    /// <summary>x: [N, groups·cIn, …], w: [cOut, cIn, …], y: [N, cOut, …].</summary>
    public static void Run<T>(
        WindowGeometry window, int batch, int groups, int cIn, int cOut, ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> bias, Span<T> y)
        where T : unmanaged, INumber<T>
    {
        int perGroup = cOut / groups, plane = window.InputCount, positions = window.OutputCount, taps = window.KernelCount;
        Span<int> position = stackalloc int[window.Rank];
        var sources = new int[taps];
        for (int p = 0; p < positions; p++)
        {
            Sources(window, position, sources);
            for (int n = 0; n < batch; n++)
            {
                for (int m = 0; m < cOut; m++)
                {
                    int first = ((n * groups) + (m / perGroup)) * cIn * plane;
                    T sum = Sum(x[first..], plane, w[(m * cIn * taps)..], sources, cIn);
                    y[(((n * cOut) + m) * positions) + p] = bias.IsEmpty ? sum : unchecked(sum + bias[m]); // integers wrap
                }
            }

            Next(window.Output, position);
        }
    }

    private static T Sum<T>(ReadOnlySpan<T> x, int plane, ReadOnlySpan<T> w, int[] sources, int channels)
        where T : unmanaged, INumber<T>
    {
        T sum = T.Zero;
        for (int c = 0; c < channels; c++)
        {
            for (int k = 0; k < sources.Length; k++)
            {
                T value = sources[k] < 0 ? T.Zero : x[(c * plane) + sources[k]];
                sum = unchecked(sum + (value * w[(c * sources.Length) + k])); // integers wrap
            }
        }

        return sum;
    }

    /// <summary>Per kernel position the input's index within its plane, −1 in the padding.</summary>
    public static void Sources(WindowGeometry window, ReadOnlySpan<int> position, Span<int> sources)
    {
        Span<int> tap = stackalloc int[window.Rank];
        for (int k = 0; k < sources.Length; k++)
        {
            int at = 0;
            for (int d = 0; d < window.Rank && at >= 0; d++)
            {
                int i = (position[d] * window.Strides[d]) - window.Before[d] + (tap[d] * window.Dilations[d]);
                at = i < 0 || i >= window.Input[d] ? -1 : (at * window.Input[d]) + i;
            }

            sources[k] = at;
            Next(window.Kernel, tap);
        }
    }

    /// <summary>The next position, row-major.</summary>
    public static void Next(int[] sizes, Span<int> position)
    {
        for (int d = sizes.Length - 1; d >= 0; d--)
        {
            if (++position[d] < sizes[d])
                return;
            position[d] = 0;
        }
    }
}
