using System.Runtime.CompilerServices;

namespace ModelMarket.Learning.Kernels;

/// <summary>A bundle of one vector.</summary>
/// <typeparam name="TLanes">The vector width.</typeparam>
/// <typeparam name="TVector">Its register.</typeparam>
internal readonly struct Bundle1<TLanes, TVector>(TVector v0) : IBundle<Bundle1<TLanes, TVector>>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly TVector v0 = v0;

    public static int Count => TLanes.Count;

    public static Bundle1<TLanes, TVector> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(TLanes.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bundle1<TLanes, TVector> Load(ref float source) => new(TLanes.Load(ref source, 0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Bundle1<TLanes, TVector> value, ref float target)
    {
        TLanes.Store(value.v0, ref target, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bundle1<TLanes, TVector> AddProduct(Bundle1<TLanes, TVector> sum, ref float x, Bundle1<TLanes, TVector> values)
    {
        TVector all = TLanes.Broadcast(x); // its place is computed once
        return new(TLanes.Add(sum.v0, TLanes.Multiply(all, values.v0)));
    }
}
