using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Kernels;

/// <summary>Gives every NaN the one bit pattern of its type, so that bytes can be compared and hashed.</summary>
internal static class CanonicalNaN
{
    /// <summary>Rewrites the NaNs of a tensor; types without them are left alone.</summary>
    public static void Apply(Tensor tensor)
    {
        switch (tensor.Type)
        {
            case ElementType.Float: Floats(tensor.Elements<uint>()); break;
            case ElementType.Double: Doubles(tensor.Elements<ulong>()); break;
            case ElementType.Float16: Halves(tensor.Elements<ushort>(), 0x7c00, 0x7e00); break;
            case ElementType.BFloat16: Halves(tensor.Elements<ushort>(), 0x7f80, 0x7fc0); break;
            default: break;
        }
    }

    private static void Floats(Span<uint> bits)
    {
        foreach (ref uint element in bits)
        {
            if ((element & 0x7fffffff) > 0x7f800000)
                element = 0x7fc00000;
        }
    }

    private static void Doubles(Span<ulong> bits)
    {
        foreach (ref ulong element in bits)
        {
            if ((element & 0x7fffffff_ffffffff) > 0x7ff00000_00000000)
                element = 0x7ff80000_00000000;
        }
    }

    private static void Halves(Span<ushort> bits, int infinity, ushort canonical)
    {
        foreach (ref ushort element in bits)
        {
            if ((element & 0x7fff) > infinity)
                element = canonical;
        }
    }
}
