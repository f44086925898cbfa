namespace ModelMarket.Learning.Kernels;

/// <summary>An element-wise operation on floats, several side by side; each lane rounds as the scalar one does.</summary>
internal interface ILaneBinary
{
    static abstract TVector Apply<TLanes, TVector>(TVector a, TVector b)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;
}
