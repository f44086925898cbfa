using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelMarket.Learning.Kernels;

/// <summary>max(x, 0) on floats: NaN stays, −0 becomes +0.</summary>
internal static class ReluKernel
{
    /// <summary>May run in place.</summary>
    public static void Run(KernelWidth width, ReadOnlySpan<float> x, Span<float> y)
    {
        switch (width)
        {
            case KernelWidth.Vector512: Run<Lanes512, Vector512<float>>(x, y); break;
            case KernelWidth.Vector256: Run<Lanes256, Vector256<float>>(x, y); break;
            case KernelWidth.Vector128: Run<Lanes128, Vector128<float>>(x, y); break;
            default: Run<LanesScalar, float>(x, y); break;
        }
    }

    private static void Run<TLanes, TVector>(ReadOnlySpan<float> x, Span<float> y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        ref float source = ref MemoryMarshal.GetReference(x), target = ref MemoryMarshal.GetReference(y);
        int i = 0;
        for (; i <= y.Length - TLanes.Count; i += TLanes.Count)
            TLanes.Store(TLanes.Relu(TLanes.Load(ref source, (nuint)i)), ref target, (nuint)i);
        for (; i < y.Length; i++)
            y[i] = LanesScalar.Relu(x[i]);
    }
}
