using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Numerics;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>HannWindow, HammingWindow, BlackmanWindow, MelWeightMatrix: computed in double, rounded once.</summary>
internal static class WindowOperators
{
    private const double Pi = 3.14159265358979311600;

    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Add("HannWindow", 17, TypeSet.Index, Infer, run => Run(run, 0.5, 0.5, 0));
        table.Add("HammingWindow", 17, TypeSet.Index, Infer, run => Run(run, 25.0 / 46, 21.0 / 46, 0));
        table.Add("BlackmanWindow", 17, TypeSet.Index, Infer, run => Run(run, 0.42, 0.5, 0.08));
        table.Add("MelWeightMatrix", 17, TypeSet.Index, InferMel, RunMel);
    }

    private static bool Infer(NodeContext node)
    {
        if (!node.TryIntegers(0, out long[] size))
            return false;
        var type = (ElementType)Math.Clamp(node.Int("output_datatype", 1), 0, 255);
        if (size.Length != 1 || size[0] is < 0 or > LearningLimits.TensorElementsMax || type.SizeBytes() == 0)
            return node.Fail(LearningError.OperatorShape, "one size and a numeric type are due");
        node.Work = size[0] * 2 * WorkWeights.Transcendental;
        return node.Output(0, type, [(int)size[0]]);
    }

    private static void Run(NodeRun run, double a0, double a1, double a2)
    {
        int size = run.Out().Count;
        double period = run.Node.Int("periodic", 1) != 0 ? size : size - 1;
        Tensor values = Tensor.Create(ElementType.Double, run.Out().Shape);
        for (int i = 0; i < size; i++)
        {
            double angle = 2 * Pi * i / period;
            values.Doubles[i] = a0 - (a1 * Elementary.Cos(angle)) + (a2 * Elementary.Cos(2 * angle));
        }

        CastKernel.TryRun(values, run.Out());
    }

    private static bool InferMel(NodeContext node)
    {
        if (!node.TryIntegers(0, out long[] bins) || !node.TryIntegers(1, out long[] length) || !node.TryIntegers(2, out long[] rate))
            return false;
        if (!node.TryValue(3, out Tensor low) || !node.TryValue(4, out Tensor high))
            return false;
        var type = (ElementType)Math.Clamp(node.Int("output_datatype", 1), 0, 255);
        if (bins.Length != 1 || length.Length != 1 || rate.Length != 1 || low.Count != 1 || high.Count != 1 || type.SizeBytes() == 0)
            return node.Fail(LearningError.OperatorShape, "five numbers are due");
        if (bins[0] is < 0 or > 1 << 16 || length[0] is < 0 or > 1 << 24 || rate[0] is < 1 or > int.MaxValue)
            return node.Fail(LearningError.OperatorAttribute, "a number outside its range");
        node.State = (low: CastKernel.At(low, 0), high: CastKernel.At(high, 0), rate: rate[0], length: length[0]);
        int[] shape = [((int)length[0] / 2) + 1, (int)bins[0]];
        if (!node.Output(0, type, shape))
            return false;
        node.Work = InferRules.CountOf(shape) * WorkWeights.Division;
        return true;
    }

    private static void RunMel(NodeRun run)
    {
        (double low, double high, long rate, long length) = ((double, double, long, long))run.Node.State!;
        int rows = run.Out().Shape[0], bins = run.Out().Shape[1];
        Tensor values = Tensor.Create(ElementType.Double, run.Out().Shape);
        double from = Mel(low), step = (Mel(high) - from) / (bins + 2);
        var edges = new int[bins + 2];
        for (int i = 0; i < edges.Length; i++)
        {
            double hertz = 700 * (Elementary.Pow(10, ((i * step) + from) / 2595) - 1);
            edges[i] = (int)Math.Clamp(Math.Floor((length + 1) * hertz / rate), -1e9, 1e9);
        }

        for (int i = 0; i < bins; i++)
            Triangle(values.Doubles, rows, bins, i, edges);
        CastKernel.TryRun(values, run.Out());
    }

    private static double Mel(double hertz) => 2595 * (Elementary.Log(1 + (hertz / 700)) / Elementary.Log(10));

    private static void Triangle(Span<double> values, int rows, int bins, int bin, int[] edges)
    {
        int low = edges[bin], centre = edges[bin + 1], high = edges[bin + 2];
        if (low == centre && centre >= 0 && centre < rows)
            values[(centre * bins) + bin] = 1;
        for (int j = Math.Max(low, 0); low != centre && j <= Math.Min(centre, rows - 1); j++)
            values[(j * bins) + bin] = (double)(j - low) / (centre - low);
        for (int j = Math.Max(centre, 0); centre < high && j < Math.Min(high, rows); j++)
            values[(j * bins) + bin] = (double)(high - j) / (high - centre);
    }
}
