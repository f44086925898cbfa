using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace ModelMarket.Learning.Kernels;

/// <summary>Asks for memory before it is needed. No result depends on it.</summary>
internal static class NearCache
{
    private const int LineFloats = 16;

    /// <summary>Brings numbers that will soon be read into the nearest cache, while something else is computed.</summary>
    public static void Bring(ReadOnlySpan<float> values)
    {
        if (!Sse.IsSupported)
            return;
        ref float first = ref MemoryMarshal.GetReference(values);
        for (int i = 0; i < values.Length; i += LineFloats)
        {
            unsafe // a hint about an address; it is not read through
            {
                Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref first, i)));
            }
        }
    }
}
