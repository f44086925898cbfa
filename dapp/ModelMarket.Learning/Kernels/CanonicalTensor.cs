using ModelMarket.Learning.Numerics;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Kernels;

/// <summary>Gives every NaN of a tensor the one bit pattern of its type, so that bytes can be compared and hashed.</summary>
internal static class CanonicalTensor
{
    /// <summary>Rewrites the NaNs of a tensor; types without them are left alone.</summary>
    public static void Apply(Tensor tensor)
    {
        switch (tensor.Type)
        {
            case ElementType.Float: CanonicalNaN.Apply(tensor.Floats); break;
            case ElementType.Double: CanonicalNaN.Apply(tensor.Doubles); break;
            case ElementType.Float16: Halves(tensor.Elements<ushort>(), 0x7c00, CanonicalNaN.HalfBits); break;
            case ElementType.BFloat16: Halves(tensor.Elements<ushort>(), 0x7f80, CanonicalNaN.BFloat16Bits); break;
            default: break;
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
