using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>Rules that many operators share.</summary>
internal static class InferRules
{
    /// <summary>Output 0 has type and shape of input 0; <paramref name="work"/> units per element.</summary>
    public static InferRule SameAsInput(long work) => node =>
    {
        if (!node.TryShape(0, out int[] shape))
            return false;
        node.Work = work * CountOf(shape);
        return node.Output(0, node.TypeOf(0), shape);
    };

    /// <summary>Output 0 has the shape of input 0 and the given type.</summary>
    public static InferRule SameShape(ElementType type, long work) => node =>
    {
        if (!node.TryShape(0, out int[] shape))
            return false;
        node.Work = work * CountOf(shape);
        return node.Output(0, type, shape);
    };

    /// <summary>Two inputs of one type broadcast together; None keeps that type.</summary>
    public static InferRule Broadcast(long work, ElementType type = ElementType.None) => node =>
    {
        if (!node.TryShape(0, out int[] a) || !node.TryShape(1, out int[] b))
            return false;
        if (node.TypeOf(0) != node.TypeOf(1))
            return node.Fail(LearningError.OperatorType, $"inputs of types {node.TypeOf(0)} and {node.TypeOf(1)}; one type is due");
        if (node.Opset < 7)
            b = OldBroadcast.Align(node, a, b);
        if (!TensorShape.TryBroadcast(a, b, out int[] shape))
            return node.Fail(LearningError.OperatorShape, $"shapes {TensorShape.Text(a)} and {TensorShape.Text(b)} do not broadcast");
        if (!TensorShape.TryCount(shape, out int count))
            return node.Fail(LearningError.PlanTooLarge, $"a result of shape {TensorShape.Text(shape)}");
        node.State = BroadcastLayout.Of(shape, a, b);
        node.Work = work * count;
        return node.Output(0, type == ElementType.None ? node.TypeOf(0) : type, shape);
    };

    /// <summary>Elements of a shape that has passed the limit.</summary>
    public static long CountOf(int[] shape)
    {
        long count = 1;
        foreach (int dimension in shape)
            count *= dimension;
        return count;
    }
}
