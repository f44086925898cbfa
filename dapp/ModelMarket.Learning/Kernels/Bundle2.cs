using System.Runtime.CompilerServices;

namespace ModelMarket.Learning.Kernels;

/// <summary>A bundle of two vectors.</summary>
/// <typeparam name="TLanes">The vector width.</typeparam>
/// <typeparam name="TVector">Its register.</typeparam>
internal readonly struct Bundle2<TLanes, TVector>(TVector v0, TVector v1) : IBundle<Bundle2<TLanes, TVector>>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly TVector v0 = v0, v1 = v1;

    public static int Count => 2 * TLanes.Count;

    public static Bundle2<TLanes, TVector> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(TLanes.Zero, TLanes.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bundle2<TLanes, TVector> Load(ref float source) => new(TLanes.Load(ref source, 0), TLanes.Load(ref source, (nuint)TLanes.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Bundle2<TLanes, TVector> value, ref float target)
    {
        TLanes.Store(value.v0, ref target, 0);
        TLanes.Store(value.v1, ref target, (nuint)TLanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bundle2<TLanes, TVector> AddProduct(Bundle2<TLanes, TVector> sum, ref float x, Bundle2<TLanes, TVector> values)
    {
        TVector all = TLanes.Broadcast(x); // its place is computed once
        return new(TLanes.Add(sum.v0, TLanes.Multiply(all, values.v0)), TLanes.Add(sum.v1, TLanes.Multiply(all, values.v1)));
    }
}
