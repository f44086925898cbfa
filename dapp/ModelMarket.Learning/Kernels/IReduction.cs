using System.Numerics;

namespace ModelMarket.Learning.Kernels;

/// <summary>A reduction: elements are taken one after another, row-major over the reduced axes.</summary>
internal interface IReduction
{
    /// <summary>What an empty reduction starts and ends with.</summary>
    static abstract T Start<T>()
        where T : unmanaged, INumber<T>;

    static abstract T Next<T>(T sum, T x)
        where T : unmanaged, INumber<T>;

    static abstract T Finish<T>(T sum, int count)
        where T : unmanaged, INumber<T>;
}
