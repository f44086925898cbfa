using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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

        Span<float> from = gradient.Floats, to = target.Floats;
        to.Clear();
        if (IsTail(gradient.Shape, target.Shape))
        {
            for (int start = 0; start < from.Length; start += to.Length)
                AddTo(from.Slice(start, to.Length), to);
            return;
        }

        int[] map = Map(gradient.Shape, target.Shape);
        for (int i = 0; i < map.Length; i++)
            to[map[i]] += from[i];
    }

    /// <summary>sum += values, element by element.</summary>
    public static void AddTo(ReadOnlySpan<float> values, Span<float> sums)
    {
        ReadOnlySpan<Vector256<float>> wideValues = MemoryMarshal.Cast<float, Vector256<float>>(values);
        Span<Vector256<float>> wideSums = MemoryMarshal.Cast<float, Vector256<float>>(sums);
        for (int i = 0; i < wideSums.Length; i++)
            wideSums[i] += wideValues[i];
        for (int i = wideSums.Length * Vector256<float>.Count; i < sums.Length; i++)
            sums[i] += values[i];
    }

    /// <summary>True where the smaller shape is the end of the larger (a bias): rows are added up.</summary>
    private static bool IsTail(int[] shape, int[] tail) =>
        tail.Length <= shape.Length && tail.Length > 0 && shape.AsSpan(shape.Length - tail.Length).SequenceEqual(tail);

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
