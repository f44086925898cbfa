using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Numerics;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>Finds elements in a list of keys: of equal ones the first; NaN equals NaN, −0 equals +0.</summary>
internal sealed class LabelKeys
{
    private readonly Dictionary<string, int> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<long, int> numbers = [];

    /// <summary>The keys, in their order.</summary>
    public LabelKeys(Tensor keys)
    {
        for (int i = 0; i < keys.Count; i++)
        {
            if (keys.Type == ElementType.String)
                texts.TryAdd(keys.Strings[i], i);
            else
                numbers.TryAdd(BitsOf(keys, i), i);
        }
    }

    /// <summary>The position of the key that equals an element of a tensor of the keys' type, or −1.</summary>
    public int Find(Tensor tensor, int index)
    {
        bool found = tensor.Type == ElementType.String ? texts.TryGetValue(tensor.Strings[index], out int at) : numbers.TryGetValue(BitsOf(tensor, index), out at);
        return found ? at : -1;
    }

    private static long BitsOf(Tensor tensor, int index)
    {
        if (!tensor.Type.IsFloating())
            return CastKernel.IntegerAt(tensor, index);
        double value = CanonicalNaN.Of(CastKernel.At(tensor, index));
        return value == 0 ? 0 : BitConverter.DoubleToInt64Bits(value);
    }
}
