using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Kernels;

/// <summary>Copies runs of elements between tensors of one type.</summary>
internal static class ElementCopy
{
    /// <summary>Copies <paramref name="count"/> elements.</summary>
    public static void Run(Tensor source, int from, Tensor target, int to, int count)
    {
        if (source.Type == ElementType.String)
        {
            source.Strings.Slice(from, count).CopyTo(target.Strings[to..]);
            return;
        }

        int size = source.Type.SizeBytes();
        source.Bytes.Slice(from * size, count * size).CopyTo(target.Bytes[(to * size)..]);
    }

    /// <summary>Copies the whole tensor.</summary>
    public static void All(Tensor source, Tensor target) => Run(source, 0, target, 0, source.Count);
}
