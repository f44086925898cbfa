using System.Numerics;

namespace ModelMarket.Learning.Kernels;

/// <summary>An element-wise operation on two numbers of one type.</summary>
internal interface IBinaryFamily
{
    static abstract T Apply<T>(T a, T b)
        where T : unmanaged, INumber<T>;
}
