using System.Runtime.CompilerServices;

namespace ModelMarket.Learning.Kernels;

/// <summary>
/// Register tiles of a matrix product: rows × vectors of outputs kept in registers over all of k, each lane one output,
/// summed in ascending k with every product rounded. The tiles are written out because accumulators must be named locals to
/// stay in registers; they differ in their size only.
/// </summary>
/// <typeparam name="TLanes">The vector width.</typeparam>
/// <typeparam name="TVector">Its register.</typeparam>
internal static class GemmTiles<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>8 rows by 3 vectors; <paramref name="resume"/> goes on from the sums in <paramref name="c"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile8x3(ref float a, nuint stepA, ref float b, nuint k, ref float c, nuint stepC, bool resume)
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
        if (resume)
        {
            s00 = TLanes.Load(ref c, 0);
            s01 = TLanes.Load(ref c, lanes);
            s02 = TLanes.Load(ref c, 2 * lanes);
            s10 = TLanes.Load(ref c, stepC);
            s11 = TLanes.Load(ref c, stepC + lanes);
            s12 = TLanes.Load(ref c, stepC + (2 * lanes));
            s20 = TLanes.Load(ref c, 2 * stepC);
            s21 = TLanes.Load(ref c, (2 * stepC) + lanes);
            s22 = TLanes.Load(ref c, (2 * stepC) + (2 * lanes));
            s30 = TLanes.Load(ref c, 3 * stepC);
            s31 = TLanes.Load(ref c, (3 * stepC) + lanes);
            s32 = TLanes.Load(ref c, (3 * stepC) + (2 * lanes));
            s40 = TLanes.Load(ref c, 4 * stepC);
            s41 = TLanes.Load(ref c, (4 * stepC) + lanes);
            s42 = TLanes.Load(ref c, (4 * stepC) + (2 * lanes));
            s50 = TLanes.Load(ref c, 5 * stepC);
            s51 = TLanes.Load(ref c, (5 * stepC) + lanes);
            s52 = TLanes.Load(ref c, (5 * stepC) + (2 * lanes));
            s60 = TLanes.Load(ref c, 6 * stepC);
            s61 = TLanes.Load(ref c, (6 * stepC) + lanes);
            s62 = TLanes.Load(ref c, (6 * stepC) + (2 * lanes));
            s70 = TLanes.Load(ref c, 7 * stepC);
            s71 = TLanes.Load(ref c, (7 * stepC) + lanes);
            s72 = TLanes.Load(ref c, (7 * stepC) + (2 * lanes));
        }

        for (nuint p = 0; p < k; p++)
        {
            nuint at = p * 3 * lanes;
            TVector b0 = TLanes.Load(ref b, at);
            TVector b1 = TLanes.Load(ref b, at + lanes);
            TVector b2 = TLanes.Load(ref b, at + (2 * lanes));
            TVector a0 = TLanes.Broadcast(Unsafe.Add(ref a, p));
            s00 = TLanes.Add(s00, TLanes.Multiply(a0, b0));
            s01 = TLanes.Add(s01, TLanes.Multiply(a0, b1));
            s02 = TLanes.Add(s02, TLanes.Multiply(a0, b2));
            TVector a1 = TLanes.Broadcast(Unsafe.Add(ref a, stepA + p));
            s10 = TLanes.Add(s10, TLanes.Multiply(a1, b0));
            s11 = TLanes.Add(s11, TLanes.Multiply(a1, b1));
            s12 = TLanes.Add(s12, TLanes.Multiply(a1, b2));
            TVector a2 = TLanes.Broadcast(Unsafe.Add(ref a, (2 * stepA) + p));
            s20 = TLanes.Add(s20, TLanes.Multiply(a2, b0));
            s21 = TLanes.Add(s21, TLanes.Multiply(a2, b1));
            s22 = TLanes.Add(s22, TLanes.Multiply(a2, b2));
            TVector a3 = TLanes.Broadcast(Unsafe.Add(ref a, (3 * stepA) + p));
            s30 = TLanes.Add(s30, TLanes.Multiply(a3, b0));
            s31 = TLanes.Add(s31, TLanes.Multiply(a3, b1));
            s32 = TLanes.Add(s32, TLanes.Multiply(a3, b2));
            TVector a4 = TLanes.Broadcast(Unsafe.Add(ref a, (4 * stepA) + p));
            s40 = TLanes.Add(s40, TLanes.Multiply(a4, b0));
            s41 = TLanes.Add(s41, TLanes.Multiply(a4, b1));
            s42 = TLanes.Add(s42, TLanes.Multiply(a4, b2));
            TVector a5 = TLanes.Broadcast(Unsafe.Add(ref a, (5 * stepA) + p));
            s50 = TLanes.Add(s50, TLanes.Multiply(a5, b0));
            s51 = TLanes.Add(s51, TLanes.Multiply(a5, b1));
            s52 = TLanes.Add(s52, TLanes.Multiply(a5, b2));
            TVector a6 = TLanes.Broadcast(Unsafe.Add(ref a, (6 * stepA) + p));
            s60 = TLanes.Add(s60, TLanes.Multiply(a6, b0));
            s61 = TLanes.Add(s61, TLanes.Multiply(a6, b1));
            s62 = TLanes.Add(s62, TLanes.Multiply(a6, b2));
            TVector a7 = TLanes.Broadcast(Unsafe.Add(ref a, (7 * stepA) + p));
            s70 = TLanes.Add(s70, TLanes.Multiply(a7, b0));
            s71 = TLanes.Add(s71, TLanes.Multiply(a7, b1));
            s72 = TLanes.Add(s72, TLanes.Multiply(a7, b2));
        }

        TLanes.Store(s00, ref c, 0);
        TLanes.Store(s01, ref c, lanes);
        TLanes.Store(s02, ref c, 2 * lanes);
        TLanes.Store(s10, ref c, stepC);
        TLanes.Store(s11, ref c, stepC + lanes);
        TLanes.Store(s12, ref c, stepC + (2 * lanes));
        TLanes.Store(s20, ref c, 2 * stepC);
        TLanes.Store(s21, ref c, (2 * stepC) + lanes);
        TLanes.Store(s22, ref c, (2 * stepC) + (2 * lanes));
        TLanes.Store(s30, ref c, 3 * stepC);
        TLanes.Store(s31, ref c, (3 * stepC) + lanes);
        TLanes.Store(s32, ref c, (3 * stepC) + (2 * lanes));
        TLanes.Store(s40, ref c, 4 * stepC);
        TLanes.Store(s41, ref c, (4 * stepC) + lanes);
        TLanes.Store(s42, ref c, (4 * stepC) + (2 * lanes));
        TLanes.Store(s50, ref c, 5 * stepC);
        TLanes.Store(s51, ref c, (5 * stepC) + lanes);
        TLanes.Store(s52, ref c, (5 * stepC) + (2 * lanes));
        TLanes.Store(s60, ref c, 6 * stepC);
        TLanes.Store(s61, ref c, (6 * stepC) + lanes);
        TLanes.Store(s62, ref c, (6 * stepC) + (2 * lanes));
        TLanes.Store(s70, ref c, 7 * stepC);
        TLanes.Store(s71, ref c, (7 * stepC) + lanes);
        TLanes.Store(s72, ref c, (7 * stepC) + (2 * lanes));
    }

    /// <summary>8 rows by 2 vectors; <paramref name="resume"/> goes on from the sums in <paramref name="c"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile8x2(ref float a, nuint stepA, ref float b, nuint k, ref float c, nuint stepC, bool resume)
    {
        nuint lanes = (nuint)TLanes.Count;
        TVector s00 = TLanes.Zero, s01 = TLanes.Zero;
        TVector s10 = TLanes.Zero, s11 = TLanes.Zero;
        TVector s20 = TLanes.Zero, s21 = TLanes.Zero;
        TVector s30 = TLanes.Zero, s31 = TLanes.Zero;
        TVector s40 = TLanes.Zero, s41 = TLanes.Zero;
        TVector s50 = TLanes.Zero, s51 = TLanes.Zero;
        TVector s60 = TLanes.Zero, s61 = TLanes.Zero;
        TVector s70 = TLanes.Zero, s71 = TLanes.Zero;
        if (resume)
        {
            s00 = TLanes.Load(ref c, 0);
            s01 = TLanes.Load(ref c, lanes);
            s10 = TLanes.Load(ref c, stepC);
            s11 = TLanes.Load(ref c, stepC + lanes);
            s20 = TLanes.Load(ref c, 2 * stepC);
            s21 = TLanes.Load(ref c, (2 * stepC) + lanes);
            s30 = TLanes.Load(ref c, 3 * stepC);
            s31 = TLanes.Load(ref c, (3 * stepC) + lanes);
            s40 = TLanes.Load(ref c, 4 * stepC);
            s41 = TLanes.Load(ref c, (4 * stepC) + lanes);
            s50 = TLanes.Load(ref c, 5 * stepC);
            s51 = TLanes.Load(ref c, (5 * stepC) + lanes);
            s60 = TLanes.Load(ref c, 6 * stepC);
            s61 = TLanes.Load(ref c, (6 * stepC) + lanes);
            s70 = TLanes.Load(ref c, 7 * stepC);
            s71 = TLanes.Load(ref c, (7 * stepC) + lanes);
        }

        for (nuint p = 0; p < k; p++)
        {
            nuint at = p * 2 * lanes;
            TVector b0 = TLanes.Load(ref b, at);
            TVector b1 = TLanes.Load(ref b, at + lanes);
            TVector a0 = TLanes.Broadcast(Unsafe.Add(ref a, p));
            s00 = TLanes.Add(s00, TLanes.Multiply(a0, b0));
            s01 = TLanes.Add(s01, TLanes.Multiply(a0, b1));
            TVector a1 = TLanes.Broadcast(Unsafe.Add(ref a, stepA + p));
            s10 = TLanes.Add(s10, TLanes.Multiply(a1, b0));
            s11 = TLanes.Add(s11, TLanes.Multiply(a1, b1));
            TVector a2 = TLanes.Broadcast(Unsafe.Add(ref a, (2 * stepA) + p));
            s20 = TLanes.Add(s20, TLanes.Multiply(a2, b0));
            s21 = TLanes.Add(s21, TLanes.Multiply(a2, b1));
            TVector a3 = TLanes.Broadcast(Unsafe.Add(ref a, (3 * stepA) + p));
            s30 = TLanes.Add(s30, TLanes.Multiply(a3, b0));
            s31 = TLanes.Add(s31, TLanes.Multiply(a3, b1));
            TVector a4 = TLanes.Broadcast(Unsafe.Add(ref a, (4 * stepA) + p));
            s40 = TLanes.Add(s40, TLanes.Multiply(a4, b0));
            s41 = TLanes.Add(s41, TLanes.Multiply(a4, b1));
            TVector a5 = TLanes.Broadcast(Unsafe.Add(ref a, (5 * stepA) + p));
            s50 = TLanes.Add(s50, TLanes.Multiply(a5, b0));
            s51 = TLanes.Add(s51, TLanes.Multiply(a5, b1));
            TVector a6 = TLanes.Broadcast(Unsafe.Add(ref a, (6 * stepA) + p));
            s60 = TLanes.Add(s60, TLanes.Multiply(a6, b0));
            s61 = TLanes.Add(s61, TLanes.Multiply(a6, b1));
            TVector a7 = TLanes.Broadcast(Unsafe.Add(ref a, (7 * stepA) + p));
            s70 = TLanes.Add(s70, TLanes.Multiply(a7, b0));
            s71 = TLanes.Add(s71, TLanes.Multiply(a7, b1));
        }

        TLanes.Store(s00, ref c, 0);
        TLanes.Store(s01, ref c, lanes);
        TLanes.Store(s10, ref c, stepC);
        TLanes.Store(s11, ref c, stepC + lanes);
        TLanes.Store(s20, ref c, 2 * stepC);
        TLanes.Store(s21, ref c, (2 * stepC) + lanes);
        TLanes.Store(s30, ref c, 3 * stepC);
        TLanes.Store(s31, ref c, (3 * stepC) + lanes);
        TLanes.Store(s40, ref c, 4 * stepC);
        TLanes.Store(s41, ref c, (4 * stepC) + lanes);
        TLanes.Store(s50, ref c, 5 * stepC);
        TLanes.Store(s51, ref c, (5 * stepC) + lanes);
        TLanes.Store(s60, ref c, 6 * stepC);
        TLanes.Store(s61, ref c, (6 * stepC) + lanes);
        TLanes.Store(s70, ref c, 7 * stepC);
        TLanes.Store(s71, ref c, (7 * stepC) + lanes);
    }

    /// <summary>8 rows by 1 vector; <paramref name="resume"/> goes on from the sums in <paramref name="c"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile8x1(ref float a, nuint stepA, ref float b, nuint k, ref float c, nuint stepC, bool resume)
    {
        nuint lanes = (nuint)TLanes.Count;
        TVector s00 = TLanes.Zero;
        TVector s10 = TLanes.Zero;
        TVector s20 = TLanes.Zero;
        TVector s30 = TLanes.Zero;
        TVector s40 = TLanes.Zero;
        TVector s50 = TLanes.Zero;
        TVector s60 = TLanes.Zero;
        TVector s70 = TLanes.Zero;
        if (resume)
        {
            s00 = TLanes.Load(ref c, 0);
            s10 = TLanes.Load(ref c, stepC);
            s20 = TLanes.Load(ref c, 2 * stepC);
            s30 = TLanes.Load(ref c, 3 * stepC);
            s40 = TLanes.Load(ref c, 4 * stepC);
            s50 = TLanes.Load(ref c, 5 * stepC);
            s60 = TLanes.Load(ref c, 6 * stepC);
            s70 = TLanes.Load(ref c, 7 * stepC);
        }

        for (nuint p = 0; p < k; p++)
        {
            nuint at = p * lanes;
            TVector b0 = TLanes.Load(ref b, at);
            TVector a0 = TLanes.Broadcast(Unsafe.Add(ref a, p));
            s00 = TLanes.Add(s00, TLanes.Multiply(a0, b0));
            TVector a1 = TLanes.Broadcast(Unsafe.Add(ref a, stepA + p));
            s10 = TLanes.Add(s10, TLanes.Multiply(a1, b0));
            TVector a2 = TLanes.Broadcast(Unsafe.Add(ref a, (2 * stepA) + p));
            s20 = TLanes.Add(s20, TLanes.Multiply(a2, b0));
            TVector a3 = TLanes.Broadcast(Unsafe.Add(ref a, (3 * stepA) + p));
            s30 = TLanes.Add(s30, TLanes.Multiply(a3, b0));
            TVector a4 = TLanes.Broadcast(Unsafe.Add(ref a, (4 * stepA) + p));
            s40 = TLanes.Add(s40, TLanes.Multiply(a4, b0));
            TVector a5 = TLanes.Broadcast(Unsafe.Add(ref a, (5 * stepA) + p));
            s50 = TLanes.Add(s50, TLanes.Multiply(a5, b0));
            TVector a6 = TLanes.Broadcast(Unsafe.Add(ref a, (6 * stepA) + p));
            s60 = TLanes.Add(s60, TLanes.Multiply(a6, b0));
            TVector a7 = TLanes.Broadcast(Unsafe.Add(ref a, (7 * stepA) + p));
            s70 = TLanes.Add(s70, TLanes.Multiply(a7, b0));
        }

        TLanes.Store(s00, ref c, 0);
        TLanes.Store(s10, ref c, stepC);
        TLanes.Store(s20, ref c, 2 * stepC);
        TLanes.Store(s30, ref c, 3 * stepC);
        TLanes.Store(s40, ref c, 4 * stepC);
        TLanes.Store(s50, ref c, 5 * stepC);
        TLanes.Store(s60, ref c, 6 * stepC);
        TLanes.Store(s70, ref c, 7 * stepC);
    }

    /// <summary>4 rows by 3 vectors; <paramref name="resume"/> goes on from the sums in <paramref name="c"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile4x3(ref float a, nuint stepA, ref float b, nuint k, ref float c, nuint stepC, bool resume)
    {
        nuint lanes = (nuint)TLanes.Count;
        TVector s00 = TLanes.Zero, s01 = TLanes.Zero, s02 = TLanes.Zero;
        TVector s10 = TLanes.Zero, s11 = TLanes.Zero, s12 = TLanes.Zero;
        TVector s20 = TLanes.Zero, s21 = TLanes.Zero, s22 = TLanes.Zero;
        TVector s30 = TLanes.Zero, s31 = TLanes.Zero, s32 = TLanes.Zero;
        if (resume)
        {
            s00 = TLanes.Load(ref c, 0);
            s01 = TLanes.Load(ref c, lanes);
            s02 = TLanes.Load(ref c, 2 * lanes);
            s10 = TLanes.Load(ref c, stepC);
            s11 = TLanes.Load(ref c, stepC + lanes);
            s12 = TLanes.Load(ref c, stepC + (2 * lanes));
            s20 = TLanes.Load(ref c, 2 * stepC);
            s21 = TLanes.Load(ref c, (2 * stepC) + lanes);
            s22 = TLanes.Load(ref c, (2 * stepC) + (2 * lanes));
            s30 = TLanes.Load(ref c, 3 * stepC);
            s31 = TLanes.Load(ref c, (3 * stepC) + lanes);
            s32 = TLanes.Load(ref c, (3 * stepC) + (2 * lanes));
        }

        for (nuint p = 0; p < k; p++)
        {
            nuint at = p * 3 * lanes;
            TVector b0 = TLanes.Load(ref b, at);
            TVector b1 = TLanes.Load(ref b, at + lanes);
            TVector b2 = TLanes.Load(ref b, at + (2 * lanes));
            TVector a0 = TLanes.Broadcast(Unsafe.Add(ref a, p));
            s00 = TLanes.Add(s00, TLanes.Multiply(a0, b0));
            s01 = TLanes.Add(s01, TLanes.Multiply(a0, b1));
            s02 = TLanes.Add(s02, TLanes.Multiply(a0, b2));
            TVector a1 = TLanes.Broadcast(Unsafe.Add(ref a, stepA + p));
            s10 = TLanes.Add(s10, TLanes.Multiply(a1, b0));
            s11 = TLanes.Add(s11, TLanes.Multiply(a1, b1));
            s12 = TLanes.Add(s12, TLanes.Multiply(a1, b2));
            TVector a2 = TLanes.Broadcast(Unsafe.Add(ref a, (2 * stepA) + p));
            s20 = TLanes.Add(s20, TLanes.Multiply(a2, b0));
            s21 = TLanes.Add(s21, TLanes.Multiply(a2, b1));
            s22 = TLanes.Add(s22, TLanes.Multiply(a2, b2));
            TVector a3 = TLanes.Broadcast(Unsafe.Add(ref a, (3 * stepA) + p));
            s30 = TLanes.Add(s30, TLanes.Multiply(a3, b0));
            s31 = TLanes.Add(s31, TLanes.Multiply(a3, b1));
            s32 = TLanes.Add(s32, TLanes.Multiply(a3, b2));
        }

        TLanes.Store(s00, ref c, 0);
        TLanes.Store(s01, ref c, lanes);
        TLanes.Store(s02, ref c, 2 * lanes);
        TLanes.Store(s10, ref c, stepC);
        TLanes.Store(s11, ref c, stepC + lanes);
        TLanes.Store(s12, ref c, stepC + (2 * lanes));
        TLanes.Store(s20, ref c, 2 * stepC);
        TLanes.Store(s21, ref c, (2 * stepC) + lanes);
        TLanes.Store(s22, ref c, (2 * stepC) + (2 * lanes));
        TLanes.Store(s30, ref c, 3 * stepC);
        TLanes.Store(s31, ref c, (3 * stepC) + lanes);
        TLanes.Store(s32, ref c, (3 * stepC) + (2 * lanes));
    }

    /// <summary>4 rows by 2 vectors; <paramref name="resume"/> goes on from the sums in <paramref name="c"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile4x2(ref float a, nuint stepA, ref float b, nuint k, ref float c, nuint stepC, bool resume)
    {
        nuint lanes = (nuint)TLanes.Count;
        TVector s00 = TLanes.Zero, s01 = TLanes.Zero;
        TVector s10 = TLanes.Zero, s11 = TLanes.Zero;
        TVector s20 = TLanes.Zero, s21 = TLanes.Zero;
        TVector s30 = TLanes.Zero, s31 = TLanes.Zero;
        if (resume)
        {
            s00 = TLanes.Load(ref c, 0);
            s01 = TLanes.Load(ref c, lanes);
            s10 = TLanes.Load(ref c, stepC);
            s11 = TLanes.Load(ref c, stepC + lanes);
            s20 = TLanes.Load(ref c, 2 * stepC);
            s21 = TLanes.Load(ref c, (2 * stepC) + lanes);
            s30 = TLanes.Load(ref c, 3 * stepC);
            s31 = TLanes.Load(ref c, (3 * stepC) + lanes);
        }

        for (nuint p = 0; p < k; p++)
        {
            nuint at = p * 2 * lanes;
            TVector b0 = TLanes.Load(ref b, at);
            TVector b1 = TLanes.Load(ref b, at + lanes);
            TVector a0 = TLanes.Broadcast(Unsafe.Add(ref a, p));
            s00 = TLanes.Add(s00, TLanes.Multiply(a0, b0));
            s01 = TLanes.Add(s01, TLanes.Multiply(a0, b1));
            TVector a1 = TLanes.Broadcast(Unsafe.Add(ref a, stepA + p));
            s10 = TLanes.Add(s10, TLanes.Multiply(a1, b0));
            s11 = TLanes.Add(s11, TLanes.Multiply(a1, b1));
            TVector a2 = TLanes.Broadcast(Unsafe.Add(ref a, (2 * stepA) + p));
            s20 = TLanes.Add(s20, TLanes.Multiply(a2, b0));
            s21 = TLanes.Add(s21, TLanes.Multiply(a2, b1));
            TVector a3 = TLanes.Broadcast(Unsafe.Add(ref a, (3 * stepA) + p));
            s30 = TLanes.Add(s30, TLanes.Multiply(a3, b0));
            s31 = TLanes.Add(s31, TLanes.Multiply(a3, b1));
        }

        TLanes.Store(s00, ref c, 0);
        TLanes.Store(s01, ref c, lanes);
        TLanes.Store(s10, ref c, stepC);
        TLanes.Store(s11, ref c, stepC + lanes);
        TLanes.Store(s20, ref c, 2 * stepC);
        TLanes.Store(s21, ref c, (2 * stepC) + lanes);
        TLanes.Store(s30, ref c, 3 * stepC);
        TLanes.Store(s31, ref c, (3 * stepC) + lanes);
    }

    /// <summary>4 rows by 1 vector; <paramref name="resume"/> goes on from the sums in <paramref name="c"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile4x1(ref float a, nuint stepA, ref float b, nuint k, ref float c, nuint stepC, bool resume)
    {
        nuint lanes = (nuint)TLanes.Count;
        TVector s00 = TLanes.Zero;
        TVector s10 = TLanes.Zero;
        TVector s20 = TLanes.Zero;
        TVector s30 = TLanes.Zero;
        if (resume)
        {
            s00 = TLanes.Load(ref c, 0);
            s10 = TLanes.Load(ref c, stepC);
            s20 = TLanes.Load(ref c, 2 * stepC);
            s30 = TLanes.Load(ref c, 3 * stepC);
        }

        for (nuint p = 0; p < k; p++)
        {
            nuint at = p * lanes;
            TVector b0 = TLanes.Load(ref b, at);
            TVector a0 = TLanes.Broadcast(Unsafe.Add(ref a, p));
            s00 = TLanes.Add(s00, TLanes.Multiply(a0, b0));
            TVector a1 = TLanes.Broadcast(Unsafe.Add(ref a, stepA + p));
            s10 = TLanes.Add(s10, TLanes.Multiply(a1, b0));
            TVector a2 = TLanes.Broadcast(Unsafe.Add(ref a, (2 * stepA) + p));
            s20 = TLanes.Add(s20, TLanes.Multiply(a2, b0));
            TVector a3 = TLanes.Broadcast(Unsafe.Add(ref a, (3 * stepA) + p));
            s30 = TLanes.Add(s30, TLanes.Multiply(a3, b0));
        }

        TLanes.Store(s00, ref c, 0);
        TLanes.Store(s10, ref c, stepC);
        TLanes.Store(s20, ref c, 2 * stepC);
        TLanes.Store(s30, ref c, 3 * stepC);
    }

    /// <summary>1 row by 3 vectors; <paramref name="resume"/> goes on from the sums in <paramref name="c"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile1x3(ref float a, nuint stepA, ref float b, nuint k, ref float c, nuint stepC, bool resume)
    {
        nuint lanes = (nuint)TLanes.Count;
        TVector s00 = TLanes.Zero, s01 = TLanes.Zero, s02 = TLanes.Zero;
        if (resume)
        {
            s00 = TLanes.Load(ref c, 0);
            s01 = TLanes.Load(ref c, lanes);
            s02 = TLanes.Load(ref c, 2 * lanes);
        }

        for (nuint p = 0; p < k; p++)
        {
            nuint at = p * 3 * lanes;
            TVector b0 = TLanes.Load(ref b, at);
            TVector b1 = TLanes.Load(ref b, at + lanes);
            TVector b2 = TLanes.Load(ref b, at + (2 * lanes));
            TVector a0 = TLanes.Broadcast(Unsafe.Add(ref a, p));
            s00 = TLanes.Add(s00, TLanes.Multiply(a0, b0));
            s01 = TLanes.Add(s01, TLanes.Multiply(a0, b1));
            s02 = TLanes.Add(s02, TLanes.Multiply(a0, b2));
        }

        TLanes.Store(s00, ref c, 0);
        TLanes.Store(s01, ref c, lanes);
        TLanes.Store(s02, ref c, 2 * lanes);
    }

    /// <summary>1 row by 2 vectors; <paramref name="resume"/> goes on from the sums in <paramref name="c"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile1x2(ref float a, nuint stepA, ref float b, nuint k, ref float c, nuint stepC, bool resume)
    {
        nuint lanes = (nuint)TLanes.Count;
        TVector s00 = TLanes.Zero, s01 = TLanes.Zero;
        if (resume)
        {
            s00 = TLanes.Load(ref c, 0);
            s01 = TLanes.Load(ref c, lanes);
        }

        for (nuint p = 0; p < k; p++)
        {
            nuint at = p * 2 * lanes;
            TVector b0 = TLanes.Load(ref b, at);
            TVector b1 = TLanes.Load(ref b, at + lanes);
            TVector a0 = TLanes.Broadcast(Unsafe.Add(ref a, p));
            s00 = TLanes.Add(s00, TLanes.Multiply(a0, b0));
            s01 = TLanes.Add(s01, TLanes.Multiply(a0, b1));
        }

        TLanes.Store(s00, ref c, 0);
        TLanes.Store(s01, ref c, lanes);
    }

    /// <summary>1 row by 1 vector; <paramref name="resume"/> goes on from the sums in <paramref name="c"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile1x1(ref float a, nuint stepA, ref float b, nuint k, ref float c, nuint stepC, bool resume)
    {
        nuint lanes = (nuint)TLanes.Count;
        TVector s00 = TLanes.Zero;
        if (resume)
        {
            s00 = TLanes.Load(ref c, 0);
        }

        for (nuint p = 0; p < k; p++)
        {
            nuint at = p * lanes;
            TVector b0 = TLanes.Load(ref b, at);
            TVector a0 = TLanes.Broadcast(Unsafe.Add(ref a, p));
            s00 = TLanes.Add(s00, TLanes.Multiply(a0, b0));
        }

        TLanes.Store(s00, ref c, 0);
    }
}
