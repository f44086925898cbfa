using System.Numerics;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>Col2Im: columns of windows are added to the image in the order of the input's index.</summary>
internal static class ColumnOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table) => table.Add("Col2Im", 18, TypeSet.Numeric, Infer, Run, OperatorTraits.Widen);

    private static bool Infer(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x) || !TrySizes(node, 1, out int[] image) || !TrySizes(node, 2, out int[] block))
            return false;
        if (x.Length != 3 || image.Length == 0 || image.Length != block.Length || !WindowGeometry.TryCreate(node, image, block, out WindowGeometry? window))
            return node.Fail(LearningError.OperatorShape, $"columns {TensorShape.Text(x)} of {block.Length}-dimensional blocks in a {image.Length}-dimensional image");
        if (x[1] % window!.KernelCount != 0 || x[2] != window.OutputCount)
            return node.Fail(LearningError.OperatorShape, $"{TensorShape.Text(x)} is not [batch, channels · {window.KernelCount}, {window.OutputCount}]");
        int[] shape = [x[0], x[1] / window.KernelCount, .. image];
        node.State = window;
        if (!node.Output(0, node.TypeOf(0), shape))
            return false;
        node.Work = (InferRules.CountOf(x) * WorkWeights.Element) + (InferRules.CountOf(shape) * WorkWeights.Moved);
        return true;
    }

    private static bool TrySizes(NodeContext node, int input, out int[] sizes)
    {
        sizes = [];
        if (!node.TryIntegers(input, out long[] given))
            return false;
        foreach (long size in given)
        {
            if (size is < 1 or > 1 << 24)
                return node.Fail(LearningError.OperatorShape, $"size {size}");
        }

        sizes = Array.ConvertAll(given, size => (int)size);
        return TensorShape.TryCount(sizes, out _) || node.Fail(LearningError.PlanTooLarge, $"a shape of {TensorShape.Text(sizes)}");
    }

    private static void Run(NodeRun run) => TypeDispatch.Numeric(run.In(0).Type, new Adding(run));

    private readonly struct Adding(NodeRun run) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            var window = (WindowGeometry)run.Node.State!;
            ReadOnlySpan<T> x = run.In(0).Elements<T>();
            Span<T> y = run.Out().Elements<T>();
            y.Clear();
            int kernels = window.KernelCount, positions = window.OutputCount, plane = window.InputCount;
            int[] targets = Targets(window);
            for (int i = 0; i < x.Length; i++)
            {
                int line = i / positions, target = targets[(line % kernels * positions) + (i % positions)];
                if (target >= 0)
                    y[(line / kernels * plane) + target] = unchecked(y[(line / kernels * plane) + target] + x[i]); // integers wrap
            }
        }
    }

    /// <summary>Where in a plane each element of a channel's columns goes, −1 in the padding: kernel position first, then window.</summary>
    private static int[] Targets(WindowGeometry window)
    {
        int kernels = window.KernelCount, positions = window.OutputCount;
        var targets = new int[kernels * positions];
        var sources = new int[kernels];
        Span<int> position = stackalloc int[window.Rank];
        for (int p = 0; p < positions; p++)
        {
            PlainConvolution.Sources(window, position, sources);
            for (int k = 0; k < kernels; k++)
                targets[(k * positions) + p] = sources[k];
            PlainConvolution.Next(window.Output, position);
        }

        return targets;
    }
}
