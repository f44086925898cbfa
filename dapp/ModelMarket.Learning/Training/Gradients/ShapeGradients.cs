using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Training.Gradients;

/// <summary>Operators that only move elements.</summary>
internal static class ShapeGradients
{
    public static void Add(Dictionary<string, GradientRule> rules)
    {
        rules.Add("Dropout", Same); // the inference form: a plan without a mask copies
        rules.Add("Concat", Concat);
        rules.Add("Split", Split);
        rules.Add("Gather", Gather);
        rules.Add("Expand", Expand);
    }

    /// <summary>The elements did not move.</summary>
    public static void Same(GradientNode node)
    {
        node.OutGradient().CopyTo(node.Target(0).Floats);
        node.Commit(0);
    }

    private static void Expand(GradientNode node)
    {
        BroadcastGradient.Reduce(node.OutGradientTensor(), node.Target(0));
        node.Commit(0);
    }

    private static void Concat(GradientNode node)
    {
        Tensor dy = node.OutGradientTensor();
        int axis = Axis(node, dy.Rank, 0);
        int inner = TensorShape.Product(dy.Shape, axis + 1, dy.Rank), outer = TensorShape.Product(dy.Shape, 0, axis);
        int row = dy.Shape[axis] * inner, offset = 0;
        for (int i = 0; i < node.InputCount; i++)
        {
            int own = node.In(i).Shape[axis] * inner;
            if (node.Wants(i))
            {
                for (int o = 0; o < outer; o++)
                    dy.Floats.Slice((o * row) + offset, own).CopyTo(node.Target(i).Floats[(o * own)..]);
                node.Commit(i);
            }

            offset += own;
        }
    }

    private static void Split(GradientNode node)
    {
        Tensor target = node.Target(0);
        int axis = Axis(node, target.Rank, 0);
        int inner = TensorShape.Product(target.Shape, axis + 1, target.Rank), outer = TensorShape.Product(target.Shape, 0, axis);
        int row = target.Shape[axis] * inner, offset = 0;
        for (int i = 0; i < node.Node.Outputs.Count; i++)
        {
            Tensor dy = node.OutGradientTensor(i);
            int own = dy.Shape[axis] * inner;
            for (int o = 0; o < outer; o++)
                dy.Floats.Slice(o * own, own).CopyTo(target.Floats[((o * row) + offset)..]);
            offset += own;
        }

        node.Commit(0);
    }

    /// <summary>Scatter-add in the order of the indices (embeddings).</summary>
    private static void Gather(GradientNode node)
    {
        Tensor target = node.Target(0), indices = node.In(1);
        int axis = Axis(node, target.Rank, 0), size = target.Shape[axis];
        int inner = TensorShape.Product(target.Shape, axis + 1, target.Rank), outer = TensorShape.Product(target.Shape, 0, axis);
        ReadOnlySpan<float> dy = node.OutGradient();
        Span<float> to = target.Floats;
        to.Clear();
        for (int o = 0; o < outer; o++)
        {
            for (int i = 0; i < indices.Count; i++)
            {
                long index = indices.Type == ElementType.Int64 ? indices.Int64s[i] : indices.Int32s[i];
                int row = ((o * size) + (int)(index < 0 ? index + size : index)) * inner;
                int from = ((o * indices.Count) + i) * inner;
                for (int j = 0; j < inner; j++)
                    to[row + j] += dy[from + j];
            }
        }

        node.Commit(0);
    }

    private static int Axis(GradientNode node, int rank, int otherwise)
    {
        int axis = (int)node.Int("axis", otherwise);
        return axis < 0 ? axis + rank : axis;
    }
}
