using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Training.Gradients;

/// <summary>The way back through broadcasting: elements that were repeated get the sum of their gradients, row-major ascending.</summary>
internal static class BroadcastGradient
{
    /// <summary>Sums a gradient of the broadcast shape into one of the input's shape, which is overwritten.</summary>
    public static void Reduce(Tensor gradient, Tensor target)
    {
        if (gradient.Count == target.Count)
        {
            gradient.Floats.CopyTo(target.Floats);
            return;
        }

        int[] map = Map(gradient.Shape, target.Shape);
        Span<float> from = gradient.Floats, to = target.Floats;
        to.Clear();
        for (int i = 0; i < map.Length; i++)
            to[map[i]] += from[i];
    }

    /// <summary>For every element of the output shape, row-major, the element of an input that broadcasts to it.</summary>
    public static int[] Map(int[] output, int[] input)
    {
        BroadcastLayout layout = BroadcastLayout.Of(output, input);
        TensorShape.TryCount(output, out int count);
        var map = new int[count];
        Span<int> index = stackalloc int[LearningLimits.RankMax], offset = stackalloc int[1];
        for (int start = 0; start < count; start += layout.Inner)
        {
            for (int i = 0; i < layout.Inner; i++)
                map[start + i] = offset[0] + (i * layout.Strides[0][^1]);
            layout.Step(index, offset);
        }

        return map;
    }
}
