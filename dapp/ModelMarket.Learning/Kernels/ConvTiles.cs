using System.Runtime.CompilerServices;

namespace ModelMarket.Learning.Kernels;

/// <summary>
/// Register tiles of a direct convolution: output channels × three vectors of neighbouring output positions. Every tap of the
/// window is one step of k: its input positions lie side by side at an offset, its weights are packed per tile. The tiles are
/// written out because accumulators must be named locals to stay in registers.
/// </summary>
/// <typeparam name="TLanes">The vector width.</typeparam>
/// <typeparam name="TVector">Its register.</typeparam>
internal static class ConvTiles<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>8 channels; sums go to rows of <paramref name="y"/> that are <paramref name="stepY"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile8(ref float x, ref int offsets, nuint taps, ref float w, ref float y, nuint stepY)
    {
        nuint lanes = (nuint)TLanes.Count;
        TVector s00 = TLanes.Zero, s01 = TLanes.Zero, s02 = TLanes.Zero;
        TVector s10 = TLanes.Zero, s11 = TLanes.Zero, s12 = TLanes.Zero;
        TVector s20 = TLanes.Zero, s21 = TLanes.Zero, s22 = TLanes.Zero;
        TVector s30 = TLanes.Zero, s31 = TLanes.Zero, s32 = TLanes.Zero;
        TVector s40 = TLanes.Zero, s41 = TLanes.Zero, s42 = TLanes.Zero;
        TVector s50 = TLanes.Zero, s51 = TLanes.Zero, s52 = TLanes.Zero;
        TVector s60 = TLanes.Zero, s61 = TLanes.Zero, s62 = TLanes.Zero;
        TVector s70 = TLanes.Zero, s71 = TLanes.Zero, s72 = TLanes.Zero;
        for (nuint k = 0; k < taps; k++)
        {
            nuint at = (nuint)Unsafe.Add(ref offsets, k), tap = k * 8;
            TVector x0 = TLanes.Load(ref x, at), x1 = TLanes.Load(ref x, at + lanes), x2 = TLanes.Load(ref x, at + (2 * lanes));
            TVector w0 = TLanes.Broadcast(Unsafe.Add(ref w, tap));
            s00 = TLanes.Add(s00, TLanes.Multiply(x0, w0));
            s01 = TLanes.Add(s01, TLanes.Multiply(x1, w0));
            s02 = TLanes.Add(s02, TLanes.Multiply(x2, w0));
            TVector w1 = TLanes.Broadcast(Unsafe.Add(ref w, tap + 1));
            s10 = TLanes.Add(s10, TLanes.Multiply(x0, w1));
            s11 = TLanes.Add(s11, TLanes.Multiply(x1, w1));
            s12 = TLanes.Add(s12, TLanes.Multiply(x2, w1));
            TVector w2 = TLanes.Broadcast(Unsafe.Add(ref w, tap + 2));
            s20 = TLanes.Add(s20, TLanes.Multiply(x0, w2));
            s21 = TLanes.Add(s21, TLanes.Multiply(x1, w2));
            s22 = TLanes.Add(s22, TLanes.Multiply(x2, w2));
            TVector w3 = TLanes.Broadcast(Unsafe.Add(ref w, tap + 3));
            s30 = TLanes.Add(s30, TLanes.Multiply(x0, w3));
            s31 = TLanes.Add(s31, TLanes.Multiply(x1, w3));
            s32 = TLanes.Add(s32, TLanes.Multiply(x2, w3));
            TVector w4 = TLanes.Broadcast(Unsafe.Add(ref w, tap + 4));
            s40 = TLanes.Add(s40, TLanes.Multiply(x0, w4));
            s41 = TLanes.Add(s41, TLanes.Multiply(x1, w4));
            s42 = TLanes.Add(s42, TLanes.Multiply(x2, w4));
            TVector w5 = TLanes.Broadcast(Unsafe.Add(ref w, tap + 5));
            s50 = TLanes.Add(s50, TLanes.Multiply(x0, w5));
            s51 = TLanes.Add(s51, TLanes.Multiply(x1, w5));
            s52 = TLanes.Add(s52, TLanes.Multiply(x2, w5));
            TVector w6 = TLanes.Broadcast(Unsafe.Add(ref w, tap + 6));
            s60 = TLanes.Add(s60, TLanes.Multiply(x0, w6));
            s61 = TLanes.Add(s61, TLanes.Multiply(x1, w6));
            s62 = TLanes.Add(s62, TLanes.Multiply(x2, w6));
            TVector w7 = TLanes.Broadcast(Unsafe.Add(ref w, tap + 7));
            s70 = TLanes.Add(s70, TLanes.Multiply(x0, w7));
            s71 = TLanes.Add(s71, TLanes.Multiply(x1, w7));
            s72 = TLanes.Add(s72, TLanes.Multiply(x2, w7));
        }

        TLanes.Store(s00, ref y, 0);
        TLanes.Store(s01, ref y, lanes);
        TLanes.Store(s02, ref y, 2 * lanes);
        TLanes.Store(s10, ref y, stepY);
        TLanes.Store(s11, ref y, stepY + lanes);
        TLanes.Store(s12, ref y, stepY + (2 * lanes));
        TLanes.Store(s20, ref y, 2 * stepY);
        TLanes.Store(s21, ref y, (2 * stepY) + lanes);
        TLanes.Store(s22, ref y, (2 * stepY) + (2 * lanes));
        TLanes.Store(s30, ref y, 3 * stepY);
        TLanes.Store(s31, ref y, (3 * stepY) + lanes);
        TLanes.Store(s32, ref y, (3 * stepY) + (2 * lanes));
        TLanes.Store(s40, ref y, 4 * stepY);
        TLanes.Store(s41, ref y, (4 * stepY) + lanes);
        TLanes.Store(s42, ref y, (4 * stepY) + (2 * lanes));
        TLanes.Store(s50, ref y, 5 * stepY);
        TLanes.Store(s51, ref y, (5 * stepY) + lanes);
        TLanes.Store(s52, ref y, (5 * stepY) + (2 * lanes));
        TLanes.Store(s60, ref y, 6 * stepY);
        TLanes.Store(s61, ref y, (6 * stepY) + lanes);
        TLanes.Store(s62, ref y, (6 * stepY) + (2 * lanes));
        TLanes.Store(s70, ref y, 7 * stepY);
        TLanes.Store(s71, ref y, (7 * stepY) + lanes);
        TLanes.Store(s72, ref y, (7 * stepY) + (2 * lanes));
    }

    /// <summary>4 channels; sums go to rows of <paramref name="y"/> that are <paramref name="stepY"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile4(ref float x, ref int offsets, nuint taps, ref float w, ref float y, nuint stepY)
    {
        nuint lanes = (nuint)TLanes.Count;
        TVector s00 = TLanes.Zero, s01 = TLanes.Zero, s02 = TLanes.Zero;
        TVector s10 = TLanes.Zero, s11 = TLanes.Zero, s12 = TLanes.Zero;
        TVector s20 = TLanes.Zero, s21 = TLanes.Zero, s22 = TLanes.Zero;
        TVector s30 = TLanes.Zero, s31 = TLanes.Zero, s32 = TLanes.Zero;
        for (nuint k = 0; k < taps; k++)
        {
            nuint at = (nuint)Unsafe.Add(ref offsets, k), tap = k * 4;
            TVector x0 = TLanes.Load(ref x, at), x1 = TLanes.Load(ref x, at + lanes), x2 = TLanes.Load(ref x, at + (2 * lanes));
            TVector w0 = TLanes.Broadcast(Unsafe.Add(ref w, tap));
            s00 = TLanes.Add(s00, TLanes.Multiply(x0, w0));
            s01 = TLanes.Add(s01, TLanes.Multiply(x1, w0));
            s02 = TLanes.Add(s02, TLanes.Multiply(x2, w0));
            TVector w1 = TLanes.Broadcast(Unsafe.Add(ref w, tap + 1));
            s10 = TLanes.Add(s10, TLanes.Multiply(x0, w1));
            s11 = TLanes.Add(s11, TLanes.Multiply(x1, w1));
            s12 = TLanes.Add(s12, TLanes.Multiply(x2, w1));
            TVector w2 = TLanes.Broadcast(Unsafe.Add(ref w, tap + 2));
            s20 = TLanes.Add(s20, TLanes.Multiply(x0, w2));
            s21 = TLanes.Add(s21, TLanes.Multiply(x1, w2));
            s22 = TLanes.Add(s22, TLanes.Multiply(x2, w2));
            TVector w3 = TLanes.Broadcast(Unsafe.Add(ref w, tap + 3));
            s30 = TLanes.Add(s30, TLanes.Multiply(x0, w3));
            s31 = TLanes.Add(s31, TLanes.Multiply(x1, w3));
            s32 = TLanes.Add(s32, TLanes.Multiply(x2, w3));
        }

        TLanes.Store(s00, ref y, 0);
        TLanes.Store(s01, ref y, lanes);
        TLanes.Store(s02, ref y, 2 * lanes);
        TLanes.Store(s10, ref y, stepY);
        TLanes.Store(s11, ref y, stepY + lanes);
        TLanes.Store(s12, ref y, stepY + (2 * lanes));
        TLanes.Store(s20, ref y, 2 * stepY);
        TLanes.Store(s21, ref y, (2 * stepY) + lanes);
        TLanes.Store(s22, ref y, (2 * stepY) + (2 * lanes));
        TLanes.Store(s30, ref y, 3 * stepY);
        TLanes.Store(s31, ref y, (3 * stepY) + lanes);
        TLanes.Store(s32, ref y, (3 * stepY) + (2 * lanes));
    }

    /// <summary>1 channel; sums go to rows of <paramref name="y"/> that are <paramref name="stepY"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile1(ref float x, ref int offsets, nuint taps, ref float w, ref float y, nuint stepY)
    {
        nuint lanes = (nuint)TLanes.Count;
        TVector s00 = TLanes.Zero, s01 = TLanes.Zero, s02 = TLanes.Zero;
        for (nuint k = 0; k < taps; k++)
        {
            nuint at = (nuint)Unsafe.Add(ref offsets, k), tap = k;
            TVector x0 = TLanes.Load(ref x, at), x1 = TLanes.Load(ref x, at + lanes), x2 = TLanes.Load(ref x, at + (2 * lanes));
            TVector w0 = TLanes.Broadcast(Unsafe.Add(ref w, tap));
            s00 = TLanes.Add(s00, TLanes.Multiply(x0, w0));
            s01 = TLanes.Add(s01, TLanes.Multiply(x1, w0));
            s02 = TLanes.Add(s02, TLanes.Multiply(x2, w0));
        }

        TLanes.Store(s00, ref y, 0);
        TLanes.Store(s01, ref y, lanes);
        TLanes.Store(s02, ref y, 2 * lanes);
    }
}
