using System.Runtime.Intrinsics;

namespace ModelMarket.Learning.Kernels;

/// <summary>Resolves <see cref="KernelWidth.Best"/>.</summary>
internal static class KernelWidths
{
    /// <summary>The width itself, or for Best the widest with hardware support.</summary>
    public static KernelWidth Resolve(KernelWidth width)
    {
        if (width != KernelWidth.Best)
            return width;
        if (Vector512.IsHardwareAccelerated)
            return KernelWidth.Vector512;
        if (Vector256.IsHardwareAccelerated)
            return KernelWidth.Vector256;
        return Vector128.IsHardwareAccelerated ? KernelWidth.Vector128 : KernelWidth.Scalar;
    }
}
