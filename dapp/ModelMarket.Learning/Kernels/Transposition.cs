using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelMarket.Learning.Kernels;

/// <summary>Moves a matrix to its transpose, in squares that stay in the nearest cache.</summary>
internal static class Transposition
{
    private const int Square = 16;

    // Which pairs a shuffle takes of both operands, and which halves a permutation does.
    private const byte Low = 0x44, High = 0xEE, FirstHalves = 0x20, SecondHalves = 0x31;

    /// <summary>target[c, r] = source[r, c].</summary>
    /// <param name="source">Row-major.</param>
    /// <param name="rows">Rows of the source.</param>
    /// <param name="columns">Columns of the source.</param>
    /// <param name="stepSource">Elements from row to row of the source.</param>
    /// <param name="target">Row-major, <paramref name="columns"/> rows.</param>
    /// <param name="stepTarget">Elements from row to row of the target.</param>
    public static void Run(ReadOnlySpan<float> source, int rows, int columns, int stepSource, Span<float> target, int stepTarget)
    {
        if (rows == 0 || columns == 0)
            return;
        Invariant.Require(((rows - 1) * stepSource) + columns <= source.Length && ((columns - 1) * stepTarget) + rows <= target.Length, "a transpose outside its memory");
        ref float from = ref MemoryMarshal.GetReference(source), to = ref MemoryMarshal.GetReference(target);
        for (int r = 0; r < rows; r += Square)
        {
            for (int c = 0; c < columns; c += Square)
            {
                ref float corner = ref Unsafe.Add(ref from, (r * stepSource) + c), mirror = ref Unsafe.Add(ref to, (c * stepTarget) + r);
                if (Avx.IsSupported && r + Square <= rows && c + Square <= columns)
                    Eights(ref corner, (nuint)stepSource, ref mirror, (nuint)stepTarget);
                else
                    Move(ref corner, (nuint)Math.Min(Square, rows - r), (nuint)Math.Min(Square, columns - c), (nuint)stepSource, ref mirror, (nuint)stepTarget);
            }
        }
    }

    /// <summary>A whole square, as four of eight by eight.</summary>
    private static void Eights(ref float source, nuint stepSource, ref float target, nuint stepTarget)
    {
        unchecked // places in memory, checked before
        {
            for (nuint c = 0; c < Square; c += 8)
            {
                for (nuint r = 0; r < Square; r += 8)
                    Eight(ref Unsafe.Add(ref source, (r * stepSource) + c), stepSource, ref Unsafe.Add(ref target, (c * stepTarget) + r), stepTarget);
            }
        }
    }

    /// <summary>Neighbours are joined in pairs, in fours (inside halves), then across the halves.</summary>
    private static void Eight(ref float source, nuint stepSource, ref float target, nuint stepTarget)
    {
        unchecked // places in memory, checked before
        {
            ref float lower = ref Unsafe.Add(ref source, 4 * stepSource);
            Vector256<float> x0 = Vector256.LoadUnsafe(ref source), x1 = Vector256.LoadUnsafe(ref source, stepSource);
            Vector256<float> x2 = Vector256.LoadUnsafe(ref source, 2 * stepSource), x3 = Vector256.LoadUnsafe(ref source, 3 * stepSource);
            Vector256<float> x4 = Vector256.LoadUnsafe(ref lower), x5 = Vector256.LoadUnsafe(ref lower, stepSource);
            Vector256<float> x6 = Vector256.LoadUnsafe(ref lower, 2 * stepSource), x7 = Vector256.LoadUnsafe(ref lower, 3 * stepSource);
            Vector256<float> p0 = Avx.UnpackLow(x0, x1), p1 = Avx.UnpackHigh(x0, x1), p2 = Avx.UnpackLow(x2, x3), p3 = Avx.UnpackHigh(x2, x3);
            Vector256<float> p4 = Avx.UnpackLow(x4, x5), p5 = Avx.UnpackHigh(x4, x5), p6 = Avx.UnpackLow(x6, x7), p7 = Avx.UnpackHigh(x6, x7);
            Vector256<float> q0 = Avx.Shuffle(p0, p2, Low), q1 = Avx.Shuffle(p0, p2, High), q2 = Avx.Shuffle(p1, p3, Low), q3 = Avx.Shuffle(p1, p3, High);
            Vector256<float> q4 = Avx.Shuffle(p4, p6, Low), q5 = Avx.Shuffle(p4, p6, High), q6 = Avx.Shuffle(p5, p7, Low), q7 = Avx.Shuffle(p5, p7, High);
            ref float below = ref Unsafe.Add(ref target, 4 * stepTarget);
            Avx.Permute2x128(q0, q4, FirstHalves).StoreUnsafe(ref target);
            Avx.Permute2x128(q1, q5, FirstHalves).StoreUnsafe(ref target, stepTarget);
            Avx.Permute2x128(q2, q6, FirstHalves).StoreUnsafe(ref target, 2 * stepTarget);
            Avx.Permute2x128(q3, q7, FirstHalves).StoreUnsafe(ref target, 3 * stepTarget);
            Avx.Permute2x128(q0, q4, SecondHalves).StoreUnsafe(ref below);
            Avx.Permute2x128(q1, q5, SecondHalves).StoreUnsafe(ref below, stepTarget);
            Avx.Permute2x128(q2, q6, SecondHalves).StoreUnsafe(ref below, 2 * stepTarget);
            Avx.Permute2x128(q3, q7, SecondHalves).StoreUnsafe(ref below, 3 * stepTarget);
        }
    }

    /// <summary>Squares of four, while four columns are left; gives the columns done.</summary>
    private static nuint Fours(ref float source, nuint rows, nuint columns, nuint stepSource, ref float target, nuint stepTarget)
    {
        unchecked // places in memory, checked before
        {
            nuint c = 0;
            for (; c + 4 <= columns; c += 4)
            {
                nuint r = 0;
                for (; r + 4 <= rows; r += 4)
                {
                    ref float from = ref Unsafe.Add(ref source, (r * stepSource) + c), to = ref Unsafe.Add(ref target, (c * stepTarget) + r);
                    Vector128<float> x0 = Vector128.LoadUnsafe(ref from), x1 = Vector128.LoadUnsafe(ref from, stepSource);
                    Vector128<float> x2 = Vector128.LoadUnsafe(ref from, 2 * stepSource), x3 = Vector128.LoadUnsafe(ref from, 3 * stepSource);
                    Vector128<float> low01 = Sse.UnpackLow(x0, x1), low23 = Sse.UnpackLow(x2, x3), high01 = Sse.UnpackHigh(x0, x1), high23 = Sse.UnpackHigh(x2, x3);
                    Sse.MoveLowToHigh(low01, low23).StoreUnsafe(ref to);
                    Sse.MoveHighToLow(low23, low01).StoreUnsafe(ref to, stepTarget);
                    Sse.MoveLowToHigh(high01, high23).StoreUnsafe(ref to, 2 * stepTarget);
                    Sse.MoveHighToLow(high23, high01).StoreUnsafe(ref to, 3 * stepTarget);
                }

                for (; r < rows; r++)
                {
                    for (nuint i = c; i < c + 4; i++)
                        Unsafe.Add(ref target, (i * stepTarget) + r) = Unsafe.Add(ref source, (r * stepSource) + i);
                }
            }

            return c;
        }
    }

    private static void Move(ref float source, nuint rows, nuint columns, nuint stepSource, ref float target, nuint stepTarget)
    {
        unchecked // places in memory, checked before
        {
            nuint c = Sse.IsSupported ? Fours(ref source, rows, columns, stepSource, ref target, stepTarget) : 0;
            for (; c < columns; c++)
            {
                ref float from = ref Unsafe.Add(ref source, c);
                ref float to = ref Unsafe.Add(ref target, c * stepTarget);
                nuint r = 0;
                for (; r + 4 <= rows; r += 4)
                {
                    float x0 = from, x1 = Unsafe.Add(ref from, stepSource), x2 = Unsafe.Add(ref from, 2 * stepSource), x3 = Unsafe.Add(ref from, 3 * stepSource);
                    Unsafe.Add(ref to, r) = x0;
                    Unsafe.Add(ref to, r + 1) = x1;
                    Unsafe.Add(ref to, r + 2) = x2;
                    Unsafe.Add(ref to, r + 3) = x3;
                    from = ref Unsafe.Add(ref from, 4 * stepSource);
                }

                for (; r < rows; r++)
                {
                    Unsafe.Add(ref to, r) = from;
                    from = ref Unsafe.Add(ref from, stepSource);
                }
            }
        }
    }
}
