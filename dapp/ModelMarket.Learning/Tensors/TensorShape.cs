namespace ModelMarket.Learning.Tensors;

/// <summary>Arithmetic on shapes: lists of non-negative dimensions, row-major, the last one contiguous.</summary>
public static class TensorShape
{
    /// <summary>Elements of a shape, or false when a dimension is negative, the rank is too high, or there are more than <see cref="LearningLimits.TensorElementsMax"/>.</summary>
    public static bool TryCount(ReadOnlySpan<int> shape, out int count)
    {
        long product = 1;
        bool empty = false;
        count = 0;
        if (shape.Length > LearningLimits.RankMax)
            return false;
        foreach (int dimension in shape)
        {
            if (dimension < 0)
                return false;
            empty |= dimension == 0;
            product *= Math.Max(1, dimension);
            if (product > LearningLimits.TensorElementsMax)
                return false;
        }

        count = empty ? 0 : (int)product;
        return true;
    }

    /// <summary>The product of dimensions [<paramref name="from"/>, <paramref name="to"/>) of a shape that is known to be small enough.</summary>
    public static int Product(ReadOnlySpan<int> shape, int from, int to)
    {
        int product = 1;
        for (int i = from; i < to; i++)
            product *= shape[i];
        return product;
    }

    /// <summary>Row-major strides in elements.</summary>
    public static int[] Strides(ReadOnlySpan<int> shape)
    {
        var strides = new int[shape.Length];
        int stride = 1;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= Math.Max(1, shape[i]);
        }

        return strides;
    }

    /// <summary>The common shape of two under ONNX's multidirectional broadcasting, or false.</summary>
    public static bool TryBroadcast(ReadOnlySpan<int> a, ReadOnlySpan<int> b, out int[] shape)
    {
        shape = new int[Math.Max(a.Length, b.Length)];
        for (int i = 1; i <= shape.Length; i++)
        {
            int x = i <= a.Length ? a[^i] : 1, y = i <= b.Length ? b[^i] : 1;
            if (x != y && x != 1 && y != 1)
                return false;
            shape[^i] = x == 1 ? y : x;
        }

        return true;
    }

    /// <summary>The shape as a person writes it: <c>[2,3]</c>.</summary>
    public static string Text(ReadOnlySpan<int> shape)
    {
        var text = new System.Text.StringBuilder("[");
        for (int i = 0; i < shape.Length; i++)
            text.Append(i == 0 ? "" : ",").Append(shape[i]);
        return text.Append(']').ToString();
    }
}
