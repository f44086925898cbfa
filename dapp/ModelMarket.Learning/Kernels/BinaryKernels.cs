using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelMarket.Learning.Kernels;

/// <summary>Element-wise operations on two inputs with broadcasting.</summary>
internal static class BinaryKernels
{
    /// <summary>Any numeric type, one element after another.</summary>
    public static void Run<TOp, T>(BroadcastLayout layout, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
        where TOp : IBinaryFamily
        where T : unmanaged, INumber<T>
    {
        Span<int> index = stackalloc int[LearningLimits.RankMax], offsets = stackalloc int[2];
        int inner = layout.Inner, stepA = layout.Strides[0][^1], stepB = layout.Strides[1][^1];
        for (int start = 0; start < y.Length; start += inner)
        {
            int x = offsets[0], z = offsets[1];
            for (int i = start; i < start + inner; i++, x += stepA, z += stepB)
                y[i] = TOp.Apply(a[x], b[z]);
            layout.Step(index, offsets);
        }
    }

    /// <summary>Comparisons.</summary>
    public static void Compare<TOp, T>(BroadcastLayout layout, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<bool> y)
        where TOp : ICompareFamily
        where T : unmanaged, INumber<T>
    {
        Span<int> index = stackalloc int[LearningLimits.RankMax], offsets = stackalloc int[2];
        int inner = layout.Inner, stepA = layout.Strides[0][^1], stepB = layout.Strides[1][^1];
        for (int start = 0; start < y.Length; start += inner)
        {
            int x = offsets[0], z = offsets[1];
            for (int i = start; i < start + inner; i++, x += stepA, z += stepB)
                y[i] = TOp.Apply(a[x], b[z]);
            layout.Step(index, offsets);
        }
    }

    /// <summary>Floats, as many side by side as the width says.</summary>
    public static void RunFloats<TOp>(KernelWidth width, BroadcastLayout layout, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y)
        where TOp : ILaneBinary
    {
        switch (width)
        {
            case KernelWidth.Vector512: Floats<TOp, Lanes512, Vector512<float>>(layout, a, b, y); break;
            case KernelWidth.Vector256: Floats<TOp, Lanes256, Vector256<float>>(layout, a, b, y); break;
            case KernelWidth.Vector128: Floats<TOp, Lanes128, Vector128<float>>(layout, a, b, y); break;
            default: Floats<TOp, LanesScalar, float>(layout, a, b, y); break;
        }
    }

    private static void Floats<TOp, TLanes, TVector>(BroadcastLayout layout, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y)
        where TOp : ILaneBinary
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        Span<int> index = stackalloc int[LearningLimits.RankMax], offsets = stackalloc int[2];
        int inner = layout.Inner, stepA = layout.Strides[0][^1], stepB = layout.Strides[1][^1];
        ref float first = ref MemoryMarshal.GetReference(a), second = ref MemoryMarshal.GetReference(b), target = ref MemoryMarshal.GetReference(y);
        for (int start = 0; start < y.Length; start += inner)
        {
            Row<TOp, TLanes, TVector>(
                ref Unsafe.Add(ref first, offsets[0]), stepA, ref Unsafe.Add(ref second, offsets[1]), stepB, ref Unsafe.Add(ref target, start), inner);
            layout.Step(index, offsets);
        }
    }

    private static void Row<TOp, TLanes, TVector>(ref float a, int stepA, ref float b, int stepB, ref float y, int count)
        where TOp : ILaneBinary
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int i = 0;
        if (stepA == 1 && stepB == 1)
        {
            for (; i <= count - TLanes.Count; i += TLanes.Count)
                TLanes.Store(TOp.Apply<TLanes, TVector>(TLanes.Load(ref a, (nuint)i), TLanes.Load(ref b, (nuint)i)), ref y, (nuint)i);
        }
        else if (stepA == 1 && stepB == 0)
        {
            TVector repeated = TLanes.Broadcast(b);
            for (; i <= count - TLanes.Count; i += TLanes.Count)
                TLanes.Store(TOp.Apply<TLanes, TVector>(TLanes.Load(ref a, (nuint)i), repeated), ref y, (nuint)i);
        }
        else if (stepA == 0 && stepB == 1)
        {
            TVector repeated = TLanes.Broadcast(a);
            for (; i <= count - TLanes.Count; i += TLanes.Count)
                TLanes.Store(TOp.Apply<TLanes, TVector>(repeated, TLanes.Load(ref b, (nuint)i)), ref y, (nuint)i);
        }

        for (; i < count; i++)
            Unsafe.Add(ref y, i) = TOp.Apply<LanesScalar, float>(Unsafe.Add(ref a, i * stepA), Unsafe.Add(ref b, i * stepB));
    }
}
