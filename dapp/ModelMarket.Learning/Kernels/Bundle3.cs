using System.Runtime.CompilerServices;

namespace ModelMarket.Learning.Kernels;

/// <summary>A bundle of three vectors.</summary>
/// <typeparam name="TLanes">The vector width.</typeparam>
/// <typeparam name="TVector">Its register.</typeparam>
internal readonly struct Bundle3<TLanes, TVector>(TVector v0, TVector v1, TVector v2) : IBundle<Bundle3<TLanes, TVector>>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly TVector v0 = v0, v1 = v1, v2 = v2;

    public static int Count => 3 * TLanes.Count;

    public static Bundle3<TLanes, TVector> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(TLanes.Zero, TLanes.Zero, TLanes.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bundle3<TLanes, TVector> Load(ref float source) => new(TLanes.Load(ref source, 0), TLanes.Load(ref source, (nuint)TLanes.Count), TLanes.Load(ref source, 2 * (nuint)TLanes.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Bundle3<TLanes, TVector> value, ref float target)
    {
        TLanes.Store(value.v0, ref target, 0);
        TLanes.Store(value.v1, ref target, (nuint)TLanes.Count);
        TLanes.Store(value.v2, ref target, 2 * (nuint)TLanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bundle3<TLanes, TVector> AddProduct(Bundle3<TLanes, TVector> sum, ref float x, Bundle3<TLanes, TVector> values)
    {
        return new(TLanes.Add(sum.v0, TLanes.Multiply(ref x, values.v0)), TLanes.Add(sum.v1, TLanes.Multiply(ref x, values.v1)), TLanes.Add(sum.v2, TLanes.Multiply(ref x, values.v2)));
    }
}
