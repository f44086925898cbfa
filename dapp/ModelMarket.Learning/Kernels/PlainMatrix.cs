using System.Numerics;

namespace ModelMarket.Learning.Kernels;

/// <summary>Matrix products of any type, one output after another: what the fast kernels must equal.</summary>
internal static class PlainMatrix
{
    /// <summary>y = a·b, dense and row-major y of m × n; strides of a and b in elements.</summary>
    public static void Multiply<T>(
        ReadOnlySpan<T> a, int rowA, int columnA, ReadOnlySpan<T> b, int rowB, int columnB, Span<T> y, int m, int n, int k)
        where T : unmanaged, INumber<T>
    {
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                T sum = T.Zero;
                for (int p = 0; p < k; p++)
                    sum = unchecked(sum + (a[(i * rowA) + (p * columnA)] * b[(p * rowB) + (j * columnB)])); // integers wrap
                y[(i * n) + j] = sum;
            }
        }
    }
}
