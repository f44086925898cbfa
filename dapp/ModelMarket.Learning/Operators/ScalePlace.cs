using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>Which scale and zero point belong to an element: one for all, one per position of an axis, or one per block along an axis (opset 21).</summary>
internal sealed class ScalePlace
{
    private readonly int step, length, block, blocks;

    private ScalePlace(int step, int length, int block, int blocks)
    {
        this.step = step;
        this.length = length;
        this.block = block;
        this.blocks = blocks;
    }

    /// <summary>Reads axis, block_size and the shapes of inputs 1 and 2.</summary>
    public static bool TryRead(NodeContext node, int[] x, out ScalePlace place)
    {
        place = new ScalePlace(1, 1, 0, 1);
        if (!node.TryShape(1, out int[] scale))
            return false;
        if (node.Has(2))
        {
            if (!node.TryShape(2, out int[] zeros))
                return false;
            if (InferRules.CountOf(zeros) != InferRules.CountOf(scale))
                return node.Fail(LearningError.OperatorShape, $"{TensorShape.Text(zeros)} zero points for scales of {TensorShape.Text(scale)}");
        }

        long size = node.Int("block_size", 0), count = InferRules.CountOf(scale);
        if (count == 1 && size == 0)
            return true;
        if (!node.TryAxis(node.Int("axis", 1), x.Length, out int axis))
            return false;
        if (size == 0 && (scale.Length > 1 || x[axis] != count))
            return node.Fail(LearningError.OperatorShape, $"scales of {TensorShape.Text(scale)} for axis {axis} of {TensorShape.Text(x)}");
        if (size != 0 && !Fits(x, scale, axis, size))
            return node.Fail(LearningError.OperatorShape, $"scales of {TensorShape.Text(scale)} for blocks of {size} along axis {axis} of {TensorShape.Text(x)}");
        place = new ScalePlace(TensorShape.Product(x, axis + 1, x.Length), x[axis], (int)size, size == 0 ? (int)count : scale[axis]);
        return true;
    }

    private static bool Fits(int[] x, int[] scale, int axis, long size)
    {
        bool fits = size is > 0 and <= int.MaxValue && scale.Length == x.Length;
        for (int i = 0; fits && i < x.Length; i++)
            fits = scale[i] == (i == axis ? (x[i] + size - 1) / size : x[i]);
        return fits;
    }

    /// <summary>The position of an element's scale.</summary>
    public int Of(int index)
    {
        int along = index / step % length;
        return block == 0 ? along % blocks : (((index / (step * length) * blocks) + (along / block)) * step) + (index % step);
    }
}
