using System.Numerics;

namespace ModelMarket.Learning.Kernels;

/// <summary>Work written once for every numeric type; <see cref="TypeDispatch"/> picks the type.</summary>
internal interface ITypedAction
{
    void Run<T>()
        where T : unmanaged, INumber<T>;
}
