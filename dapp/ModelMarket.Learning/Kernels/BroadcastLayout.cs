using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Kernels;

/// <summary>
/// How several inputs are walked to fill one output under ONNX's broadcasting: neighbouring dimensions that all inputs walk
/// alike are joined, a stride of 0 repeats an element. The last dimension is the inner loop.
/// </summary>
internal sealed class BroadcastLayout
{
    private BroadcastLayout(int[] sizes, int[][] strides)
    {
        Sizes = sizes;
        Strides = strides;
    }

    /// <summary>Joined dimensions, at least one.</summary>
    public int[] Sizes { get; }

    /// <summary>Per input its strides in elements.</summary>
    public int[][] Strides { get; }

    /// <summary>Length of the inner loop.</summary>
    public int Inner => Sizes[^1];

    /// <summary>How often the inner loop runs.</summary>
    public int Outer => TensorShape.Product(Sizes, 0, Sizes.Length - 1);

    /// <summary>The layout for inputs that broadcast to <paramref name="output"/>.</summary>
    public static BroadcastLayout Of(int[] output, params int[][] inputs)
    {
        var sizes = new List<int>();
        var strides = new List<int>[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
            strides[i] = [];
        for (int d = 0; d < output.Length; d++)
        {
            if (output[d] != 1)
                AddDimension(sizes, strides, output, inputs, d);
        }

        if (sizes.Count == 0)
        {
            sizes.Add(1);
            foreach (List<int> list in strides)
                list.Add(0);
        }

        return new BroadcastLayout([.. sizes], Array.ConvertAll(strides, list => list.ToArray()));
    }

    private static void AddDimension(List<int> sizes, List<int>[] strides, int[] output, int[][] inputs, int dimension)
    {
        var next = new int[inputs.Length];
        bool joins = sizes.Count > 0;
        for (int i = 0; i < inputs.Length; i++)
        {
            next[i] = StrideOf(inputs[i], dimension - (output.Length - inputs[i].Length));
            joins = joins && strides[i][^1] == next[i] * output[dimension];
        }

        if (joins)
            sizes[^1] *= output[dimension];
        else
            sizes.Add(output[dimension]);
        for (int i = 0; i < inputs.Length; i++)
        {
            if (joins)
                strides[i][^1] = next[i];
            else
                strides[i].Add(next[i]);
        }
    }

    private static int StrideOf(int[] shape, int dimension)
    {
        if (dimension < 0 || shape[dimension] == 1)
            return 0;
        return TensorShape.Product(shape, dimension + 1, shape.Length);
    }

    /// <summary>Moves the offsets of all inputs to the next run of the inner loop.</summary>
    public void Step(Span<int> index, Span<int> offsets)
    {
        for (int d = Sizes.Length - 2; d >= 0; d--)
        {
            for (int i = 0; i < offsets.Length; i++)
                offsets[i] += Strides[i][d];
            if (++index[d] < Sizes[d])
                return;
            index[d] = 0;
            for (int i = 0; i < offsets.Length; i++)
                offsets[i] -= Strides[i][d] * Sizes[d];
        }
    }
}
