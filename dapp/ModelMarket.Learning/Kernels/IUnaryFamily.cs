using System.Numerics;

namespace ModelMarket.Learning.Kernels;

/// <summary>An element-wise operation on one number, for any numeric type.</summary>
internal interface IUnaryFamily
{
    static abstract T Apply<T>(T x)
        where T : unmanaged, INumber<T>;
}
