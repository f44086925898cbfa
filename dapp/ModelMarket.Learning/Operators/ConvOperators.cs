using System.Numerics;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>Conv in any number of dimensions, with groups, dilation and every form of padding.</summary>
internal static class ConvOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table) => table.Add("Conv", 1, TypeSet.Floating, Infer, Run, OperatorTraits.Widen);

    private static bool Infer(NodeContext node) => TryShape(node, 0, 1, out ConvShape? shape) && Finish(node, shape!, node.TypeOf(0));

    /// <summary>Output shape and work of a convolution.</summary>
    public static bool Finish(NodeContext node, ConvShape shape, ElementType type)
    {
        if (node.Has(2) && node.Entry.Name == "Conv")
        {
            if (!node.TryShape(2, out int[] bias))
                return false;
            if (bias.Length != 1 || bias[0] != shape.ChannelsOut)
                return node.Fail(LearningError.OperatorShape, $"a bias of {TensorShape.Text(bias)} for {shape.ChannelsOut} channels");
        }

        node.State = shape;
        int[] output = [shape.Batch, shape.ChannelsOut, .. shape.Window.Output];
        if (!node.Output(0, type, output))
            return false;
        long product = shape.Groups > 1 && shape.ChannelsIn == 1 ? WorkWeights.DepthwiseProduct : WorkWeights.MultiplyAccumulate;
        node.Work = InferRules.CountOf(output) * shape.ChannelsIn * shape.Window.KernelCount * product;
        return true;
    }

    /// <summary>Reads the shapes of input and weights and the attributes.</summary>
    public static bool TryShape(NodeContext node, int inputAt, int weightsAt, out ConvShape? shape)
    {
        shape = null;
        if (!node.TryShape(inputAt, out int[] x) || !node.TryShape(weightsAt, out int[] w))
            return false;
        long groups = node.Int("group", 1);
        if (x.Length < 3 || w.Length != x.Length || groups < 1 || groups > w[0] || w[0] % groups != 0 || x[1] != w[1] * groups)
            return node.Fail(LearningError.OperatorShape, $"weights {TensorShape.Text(w)} in {groups} groups do not fit input {TensorShape.Text(x)}");
        if (node.Ints("kernel_shape") is { } kernel && !Equal(kernel, w.AsSpan(2)))
            return node.Fail(LearningError.OperatorAttribute, $"kernel_shape differs from weights {TensorShape.Text(w)}");
        if (!WindowGeometry.TryCreate(node, x[2..], w[2..], out WindowGeometry? window))
            return false;
        shape = new ConvShape(window!, x[0], (int)groups, w[1], w[0]);
        return true;
    }

    private static bool Equal(long[] a, ReadOnlySpan<int> b)
    {
        bool same = a.Length == b.Length;
        for (int i = 0; same && i < a.Length; i++)
            same = a[i] == b[i];
        return same;
    }

    private static void Run(NodeRun run)
    {
        if (run.In(0).Type == ElementType.Float)
            FloatConv.Run(run, (ConvShape)run.Node.State!);
        else
            TypeDispatch.Floating(run.In(0).Type, new Plain(run));
    }

    private readonly struct Plain(NodeRun run) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            var shape = (ConvShape)run.Node.State!;
            ReadOnlySpan<T> bias = run.TryIn(2) is { } tensor ? tensor.Elements<T>() : default;
            PlainConvolution.Run(
                shape.Window, shape.Batch, shape.Groups, shape.ChannelsIn, shape.ChannelsOut,
                run.In(0).Elements<T>(), run.In(1).Elements<T>(), bias, run.Out().Elements<T>());
        }
    }
}
