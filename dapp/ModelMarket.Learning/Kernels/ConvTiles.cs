using System.Runtime.CompilerServices;

namespace ModelMarket.Learning.Kernels;

/// <summary>
/// Register tiles of a direct convolution: output channels × one bundle of neighbouring output positions. Every tap of the window is one
/// step of k: its input positions lie side by side at an offset, its weights are packed per tile. The tiles are written out because
/// accumulators must be named locals to stay in registers.
/// </summary>
/// <typeparam name="TBundle">The vectors of a channel.</typeparam>
internal static class ConvTiles<TBundle>
    where TBundle : struct, IBundle<TBundle>
{
    /// <summary>8 channels; sums go to rows of <paramref name="y"/> that are <paramref name="stepY"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile8(ref float x, ref int offsets, nuint taps, ref float w, ref float y, nuint stepY)
    {
        unchecked // places in memory, checked before: no overflow to look for
        {
            TBundle s0 = TBundle.Zero, s1 = TBundle.Zero, s2 = TBundle.Zero, s3 = TBundle.Zero, s4 = TBundle.Zero, s5 = TBundle.Zero, s6 = TBundle.Zero, s7 = TBundle.Zero;
            for (nuint k = 0; k < taps; k++)
            {
                TBundle inputs = TBundle.Load(ref Unsafe.Add(ref x, (nuint)(uint)Unsafe.Add(ref offsets, k)));
                s0 = TBundle.AddProduct(s0, ref w, inputs);
                s1 = TBundle.AddProduct(s1, ref Unsafe.Add(ref w, 1), inputs);
                s2 = TBundle.AddProduct(s2, ref Unsafe.Add(ref w, 2), inputs);
                s3 = TBundle.AddProduct(s3, ref Unsafe.Add(ref w, 3), inputs);
                s4 = TBundle.AddProduct(s4, ref Unsafe.Add(ref w, 4), inputs);
                s5 = TBundle.AddProduct(s5, ref Unsafe.Add(ref w, 5), inputs);
                s6 = TBundle.AddProduct(s6, ref Unsafe.Add(ref w, 6), inputs);
                s7 = TBundle.AddProduct(s7, ref Unsafe.Add(ref w, 7), inputs);
                w = ref Unsafe.Add(ref w, 8);
            }

            ref float y1 = ref Unsafe.Add(ref y, stepY);
            ref float y2 = ref Unsafe.Add(ref y1, stepY);
            ref float y3 = ref Unsafe.Add(ref y2, stepY);
            ref float y4 = ref Unsafe.Add(ref y3, stepY);
            ref float y5 = ref Unsafe.Add(ref y4, stepY);
            ref float y6 = ref Unsafe.Add(ref y5, stepY);
            ref float y7 = ref Unsafe.Add(ref y6, stepY);
            TBundle.Store(s0, ref y);
            TBundle.Store(s1, ref y1);
            TBundle.Store(s2, ref y2);
            TBundle.Store(s3, ref y3);
            TBundle.Store(s4, ref y4);
            TBundle.Store(s5, ref y5);
            TBundle.Store(s6, ref y6);
            TBundle.Store(s7, ref y7);
        }
    }

    /// <summary>6 channels; sums go to rows of <paramref name="y"/> that are <paramref name="stepY"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile6(ref float x, ref int offsets, nuint taps, ref float w, ref float y, nuint stepY)
    {
        unchecked // places in memory, checked before: no overflow to look for
        {
            TBundle s0 = TBundle.Zero, s1 = TBundle.Zero, s2 = TBundle.Zero, s3 = TBundle.Zero, s4 = TBundle.Zero, s5 = TBundle.Zero;
            for (nuint k = 0; k < taps; k++)
            {
                TBundle inputs = TBundle.Load(ref Unsafe.Add(ref x, (nuint)(uint)Unsafe.Add(ref offsets, k)));
                s0 = TBundle.AddProduct(s0, ref w, inputs);
                s1 = TBundle.AddProduct(s1, ref Unsafe.Add(ref w, 1), inputs);
                s2 = TBundle.AddProduct(s2, ref Unsafe.Add(ref w, 2), inputs);
                s3 = TBundle.AddProduct(s3, ref Unsafe.Add(ref w, 3), inputs);
                s4 = TBundle.AddProduct(s4, ref Unsafe.Add(ref w, 4), inputs);
                s5 = TBundle.AddProduct(s5, ref Unsafe.Add(ref w, 5), inputs);
                w = ref Unsafe.Add(ref w, 6);
            }

            ref float y1 = ref Unsafe.Add(ref y, stepY);
            ref float y2 = ref Unsafe.Add(ref y1, stepY);
            ref float y3 = ref Unsafe.Add(ref y2, stepY);
            ref float y4 = ref Unsafe.Add(ref y3, stepY);
            ref float y5 = ref Unsafe.Add(ref y4, stepY);
            TBundle.Store(s0, ref y);
            TBundle.Store(s1, ref y1);
            TBundle.Store(s2, ref y2);
            TBundle.Store(s3, ref y3);
            TBundle.Store(s4, ref y4);
            TBundle.Store(s5, ref y5);
        }
    }

    /// <summary>4 channels; sums go to rows of <paramref name="y"/> that are <paramref name="stepY"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile4(ref float x, ref int offsets, nuint taps, ref float w, ref float y, nuint stepY)
    {
        unchecked // places in memory, checked before: no overflow to look for
        {
            TBundle s0 = TBundle.Zero, s1 = TBundle.Zero, s2 = TBundle.Zero, s3 = TBundle.Zero;
            for (nuint k = 0; k < taps; k++)
            {
                TBundle inputs = TBundle.Load(ref Unsafe.Add(ref x, (nuint)(uint)Unsafe.Add(ref offsets, k)));
                s0 = TBundle.AddProduct(s0, ref w, inputs);
                s1 = TBundle.AddProduct(s1, ref Unsafe.Add(ref w, 1), inputs);
                s2 = TBundle.AddProduct(s2, ref Unsafe.Add(ref w, 2), inputs);
                s3 = TBundle.AddProduct(s3, ref Unsafe.Add(ref w, 3), inputs);
                w = ref Unsafe.Add(ref w, 4);
            }

            ref float y1 = ref Unsafe.Add(ref y, stepY);
            ref float y2 = ref Unsafe.Add(ref y1, stepY);
            ref float y3 = ref Unsafe.Add(ref y2, stepY);
            TBundle.Store(s0, ref y);
            TBundle.Store(s1, ref y1);
            TBundle.Store(s2, ref y2);
            TBundle.Store(s3, ref y3);
        }
    }

    /// <summary>1 channel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile1(ref float x, ref int offsets, nuint taps, ref float w, ref float y, nuint stepY)
    {
        unchecked // places in memory, checked before: no overflow to look for
        {
            TBundle s0 = TBundle.Zero;
            for (nuint k = 0; k < taps; k++)
            {
                TBundle inputs = TBundle.Load(ref Unsafe.Add(ref x, (nuint)(uint)Unsafe.Add(ref offsets, k)));
                s0 = TBundle.AddProduct(s0, ref w, inputs);
                w = ref Unsafe.Add(ref w, 1);
            }

            TBundle.Store(s0, ref y);
        }
    }
}
