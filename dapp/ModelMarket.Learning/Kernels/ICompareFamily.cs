using System.Numerics;

namespace ModelMarket.Learning.Kernels;

/// <summary>A comparison of two numbers of one type.</summary>
internal interface ICompareFamily
{
    static abstract bool Apply<T>(T a, T b)
        where T : unmanaged, INumber<T>;
}
