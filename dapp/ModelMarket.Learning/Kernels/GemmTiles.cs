using System.Runtime.CompilerServices;

namespace ModelMarket.Learning.Kernels;

/// <summary>
/// Register tiles of a matrix product: rows × one bundle of outputs kept in registers over all of k, each lane one output, summed in
/// ascending k with every product rounded. Rows of the left side start <c>stepA</c> apart, their elements <c>next</c>. <c>resume</c> goes on from the sums in <c>c</c>. The tiles are written out because accumulators
/// must be named locals to stay in registers; they differ in their rows only.
/// </summary>
/// <typeparam name="TBundle">The vectors of a row.</typeparam>
internal static class GemmTiles<TBundle>
    where TBundle : struct, IBundle<TBundle>
{
    /// <summary>8 rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile8(ref float a, nuint stepA, nuint next, ref float b, nuint k, ref float c, nuint stepC, bool resume)
    {
        unchecked // places in memory, checked before: no overflow to look for
        {
            ref float a1 = ref Unsafe.Add(ref a, stepA), c1 = ref Unsafe.Add(ref c, stepC);
            ref float a2 = ref Unsafe.Add(ref a1, stepA), c2 = ref Unsafe.Add(ref c1, stepC);
            ref float a3 = ref Unsafe.Add(ref a2, stepA), c3 = ref Unsafe.Add(ref c2, stepC);
            ref float a4 = ref Unsafe.Add(ref a3, stepA), c4 = ref Unsafe.Add(ref c3, stepC);
            ref float a5 = ref Unsafe.Add(ref a4, stepA), c5 = ref Unsafe.Add(ref c4, stepC);
            ref float a6 = ref Unsafe.Add(ref a5, stepA), c6 = ref Unsafe.Add(ref c5, stepC);
            ref float a7 = ref Unsafe.Add(ref a6, stepA), c7 = ref Unsafe.Add(ref c6, stepC);
            TBundle s0 = TBundle.Zero, s1 = TBundle.Zero, s2 = TBundle.Zero, s3 = TBundle.Zero, s4 = TBundle.Zero, s5 = TBundle.Zero, s6 = TBundle.Zero, s7 = TBundle.Zero;
            if (resume)
            {
                s0 = TBundle.Load(ref c);
                s1 = TBundle.Load(ref c1);
                s2 = TBundle.Load(ref c2);
                s3 = TBundle.Load(ref c3);
                s4 = TBundle.Load(ref c4);
                s5 = TBundle.Load(ref c5);
                s6 = TBundle.Load(ref c6);
                s7 = TBundle.Load(ref c7);
            }

            for (nuint p = 0, at = 0; p < k; p++, at += next)
            {
                TBundle row = TBundle.Load(ref b);
                s0 = TBundle.AddProduct(s0, ref Unsafe.Add(ref a, at), row);
                s1 = TBundle.AddProduct(s1, ref Unsafe.Add(ref a1, at), row);
                s2 = TBundle.AddProduct(s2, ref Unsafe.Add(ref a2, at), row);
                s3 = TBundle.AddProduct(s3, ref Unsafe.Add(ref a3, at), row);
                s4 = TBundle.AddProduct(s4, ref Unsafe.Add(ref a4, at), row);
                s5 = TBundle.AddProduct(s5, ref Unsafe.Add(ref a5, at), row);
                s6 = TBundle.AddProduct(s6, ref Unsafe.Add(ref a6, at), row);
                s7 = TBundle.AddProduct(s7, ref Unsafe.Add(ref a7, at), row);
                b = ref Unsafe.Add(ref b, TBundle.Count);
            }

            TBundle.Store(s0, ref c);
            TBundle.Store(s1, ref c1);
            TBundle.Store(s2, ref c2);
            TBundle.Store(s3, ref c3);
            TBundle.Store(s4, ref c4);
            TBundle.Store(s5, ref c5);
            TBundle.Store(s6, ref c6);
            TBundle.Store(s7, ref c7);
        }
    }

    /// <summary>6 rows, their elements side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile6(ref float a, nuint stepA, ref float b, nuint k, ref float c, nuint stepC, bool resume)
    {
        unchecked // places in memory, checked before: no overflow to look for
        {
            ref float a1 = ref Unsafe.Add(ref a, stepA), c1 = ref Unsafe.Add(ref c, stepC);
            ref float a2 = ref Unsafe.Add(ref a1, stepA), c2 = ref Unsafe.Add(ref c1, stepC);
            ref float a3 = ref Unsafe.Add(ref a2, stepA), c3 = ref Unsafe.Add(ref c2, stepC);
            ref float a4 = ref Unsafe.Add(ref a3, stepA), c4 = ref Unsafe.Add(ref c3, stepC);
            ref float a5 = ref Unsafe.Add(ref a4, stepA), c5 = ref Unsafe.Add(ref c4, stepC);
            TBundle s0 = TBundle.Zero, s1 = TBundle.Zero, s2 = TBundle.Zero, s3 = TBundle.Zero, s4 = TBundle.Zero, s5 = TBundle.Zero;
            if (resume)
            {
                s0 = TBundle.Load(ref c);
                s1 = TBundle.Load(ref c1);
                s2 = TBundle.Load(ref c2);
                s3 = TBundle.Load(ref c3);
                s4 = TBundle.Load(ref c4);
                s5 = TBundle.Load(ref c5);
            }

            // Two steps per turn: in scalar code the turn itself is a tenth of the work.
            nuint p = 0;
            for (; p + 2 <= k; p += 2)
            {
                TBundle row = TBundle.Load(ref b);
                s0 = TBundle.AddProduct(s0, ref Unsafe.Add(ref a, p), row);
                s1 = TBundle.AddProduct(s1, ref Unsafe.Add(ref a1, p), row);
                s2 = TBundle.AddProduct(s2, ref Unsafe.Add(ref a2, p), row);
                s3 = TBundle.AddProduct(s3, ref Unsafe.Add(ref a3, p), row);
                s4 = TBundle.AddProduct(s4, ref Unsafe.Add(ref a4, p), row);
                s5 = TBundle.AddProduct(s5, ref Unsafe.Add(ref a5, p), row);
                row = TBundle.Load(ref Unsafe.Add(ref b, TBundle.Count));
                s0 = TBundle.AddProduct(s0, ref Unsafe.Add(ref a, p + 1), row);
                s1 = TBundle.AddProduct(s1, ref Unsafe.Add(ref a1, p + 1), row);
                s2 = TBundle.AddProduct(s2, ref Unsafe.Add(ref a2, p + 1), row);
                s3 = TBundle.AddProduct(s3, ref Unsafe.Add(ref a3, p + 1), row);
                s4 = TBundle.AddProduct(s4, ref Unsafe.Add(ref a4, p + 1), row);
                s5 = TBundle.AddProduct(s5, ref Unsafe.Add(ref a5, p + 1), row);
                b = ref Unsafe.Add(ref b, 2 * TBundle.Count);
            }

            for (; p < k; p++)
            {
                TBundle row = TBundle.Load(ref b);
                s0 = TBundle.AddProduct(s0, ref Unsafe.Add(ref a, p), row);
                s1 = TBundle.AddProduct(s1, ref Unsafe.Add(ref a1, p), row);
                s2 = TBundle.AddProduct(s2, ref Unsafe.Add(ref a2, p), row);
                s3 = TBundle.AddProduct(s3, ref Unsafe.Add(ref a3, p), row);
                s4 = TBundle.AddProduct(s4, ref Unsafe.Add(ref a4, p), row);
                s5 = TBundle.AddProduct(s5, ref Unsafe.Add(ref a5, p), row);
                b = ref Unsafe.Add(ref b, TBundle.Count);
            }

            TBundle.Store(s0, ref c);
            TBundle.Store(s1, ref c1);
            TBundle.Store(s2, ref c2);
            TBundle.Store(s3, ref c3);
            TBundle.Store(s4, ref c4);
            TBundle.Store(s5, ref c5);
        }
    }

    /// <summary>4 rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile4(ref float a, nuint stepA, nuint next, ref float b, nuint k, ref float c, nuint stepC, bool resume)
    {
        unchecked // places in memory, checked before: no overflow to look for
        {
            ref float a1 = ref Unsafe.Add(ref a, stepA), c1 = ref Unsafe.Add(ref c, stepC);
            ref float a2 = ref Unsafe.Add(ref a1, stepA), c2 = ref Unsafe.Add(ref c1, stepC);
            ref float a3 = ref Unsafe.Add(ref a2, stepA), c3 = ref Unsafe.Add(ref c2, stepC);
            TBundle s0 = TBundle.Zero, s1 = TBundle.Zero, s2 = TBundle.Zero, s3 = TBundle.Zero;
            if (resume)
            {
                s0 = TBundle.Load(ref c);
                s1 = TBundle.Load(ref c1);
                s2 = TBundle.Load(ref c2);
                s3 = TBundle.Load(ref c3);
            }

            for (nuint p = 0, at = 0; p < k; p++, at += next)
            {
                TBundle row = TBundle.Load(ref b);
                s0 = TBundle.AddProduct(s0, ref Unsafe.Add(ref a, at), row);
                s1 = TBundle.AddProduct(s1, ref Unsafe.Add(ref a1, at), row);
                s2 = TBundle.AddProduct(s2, ref Unsafe.Add(ref a2, at), row);
                s3 = TBundle.AddProduct(s3, ref Unsafe.Add(ref a3, at), row);
                b = ref Unsafe.Add(ref b, TBundle.Count);
            }

            TBundle.Store(s0, ref c);
            TBundle.Store(s1, ref c1);
            TBundle.Store(s2, ref c2);
            TBundle.Store(s3, ref c3);
        }
    }

    /// <summary>1 row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile1(ref float a, nuint stepA, nuint next, ref float b, nuint k, ref float c, nuint stepC, bool resume)
    {
        unchecked // places in memory, checked before: no overflow to look for
        {
            TBundle s0 = TBundle.Zero;
            if (resume)
            {
                s0 = TBundle.Load(ref c);
            }

            for (nuint p = 0, at = 0; p < k; p++, at += next)
            {
                TBundle row = TBundle.Load(ref b);
                s0 = TBundle.AddProduct(s0, ref Unsafe.Add(ref a, at), row);
                b = ref Unsafe.Add(ref b, TBundle.Count);
            }

            TBundle.Store(s0, ref c);
        }
    }
}
