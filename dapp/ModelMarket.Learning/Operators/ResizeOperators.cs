using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>Resize and Upsample: nearest, linear, cubic; the axes one after another, first to last, taps ascending, computed in float (double for double).</summary>
internal static class ResizeOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Add("Upsample", 1, TypeSet.Fixed, InferUpsampleByAttribute, ResizeKernel.Run, OperatorTraits.Widen);
        table.Add("Upsample", 9, TypeSet.Fixed, node => InferByScales(node, 1, "asymmetric", "floor"), ResizeKernel.Run, OperatorTraits.Widen);
        table.Add("Resize", 10, TypeSet.Fixed, node => InferByScales(node, 1, "asymmetric", "floor"), ResizeKernel.Run, OperatorTraits.Widen);
        table.Add("Resize", 11, TypeSet.Fixed, InferResize, ResizeKernel.Run, OperatorTraits.Widen);
    }

    private static bool InferUpsampleByAttribute(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x))
            return false;
        double[] scales = node.Floats("scales") is { } all ? Array.ConvertAll(all, scale => (double)scale) : Ones(x.Length);
        if (node.Node.Find("height_scale") is not null && x.Length == 4)
            scales = [1, 1, node.Float("height_scale", 1), node.Float("width_scale", 1)];
        return Finish(node, x, scales, null, "asymmetric", "floor");
    }

    private static double[] Ones(int count)
    {
        var ones = new double[count];
        Array.Fill(ones, 1);
        return ones;
    }

    private static bool InferByScales(NodeContext node, int input, string coordinates, string rounding)
    {
        if (!node.TryShape(0, out int[] x) || !TryScales(node, input, out double[] scales))
            return false;
        return Finish(node, x, scales, null, coordinates, rounding);
    }

    private static bool TryScales(NodeContext node, int input, out double[] scales)
    {
        scales = [];
        if (!node.TryValue(input, out Tensor tensor))
            return false;
        scales = new double[tensor.Count];
        for (int i = 0; i < scales.Length; i++)
            scales[i] = CastKernel.At(tensor, i);
        return true;
    }

    private static bool InferResize(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x))
            return false;
        int[] axes = Axes(node, x.Length);
        double[] scales = Ones(x.Length);
        string coordinates = node.Text("coordinate_transformation_mode", "half_pixel"), rounding = node.Text("nearest_mode", "round_prefer_floor");
        if (node.Has(3))
        {
            if (!node.TryIntegers(3, out long[] sizes))
                return false;
            if (sizes.Length > 0)
                return InferBySizes(node, x, axes, sizes, coordinates, rounding);
        }

        if (!TryScales(node, 2, out double[] given))
            return false;
        if (given.Length != axes.Length)
            return node.Fail(LearningError.OperatorShape, $"{given.Length} scales for {axes.Length} axes");
        for (int i = 0; i < axes.Length; i++)
            scales[axes[i]] = given[i];
        return Finish(node, x, scales, null, coordinates, rounding);
    }

    private static int[] Axes(NodeContext node, int rank)
    {
        long[]? given = node.Ints("axes");
        var axes = new int[given?.Length ?? rank];
        for (int i = 0; i < axes.Length; i++)
            axes[i] = given is null ? i : (int)Math.Clamp(given[i] < 0 ? given[i] + rank : given[i], 0, rank - 1);
        return axes;
    }

    private static bool InferBySizes(NodeContext node, int[] x, int[] axes, long[] sizes, string coordinates, string rounding)
    {
        if (sizes.Length != axes.Length)
            return node.Fail(LearningError.OperatorShape, $"{sizes.Length} sizes for {axes.Length} axes");
        double[] scales = Ones(x.Length);
        int[] output = [.. x];
        string policy = node.Text("keep_aspect_ratio_policy", "stretch");
        double common = policy == "not_larger" ? double.MaxValue : 0;
        for (int i = 0; i < axes.Length; i++)
        {
            if (sizes[i] is < 0 or > LearningLimits.TensorElementsMax || x[axes[i]] == 0)
                return node.Fail(LearningError.OperatorShape, $"size {sizes[i]}");
            double scale = (double)sizes[i] / x[axes[i]];
            common = policy == "not_larger" ? (scale < common ? scale : common) : scale > common ? scale : common;
            scales[axes[i]] = scale;
            output[axes[i]] = (int)sizes[i];
        }

        for (int i = 0; policy != "stretch" && i < axes.Length; i++)
        {
            scales[axes[i]] = common;
            output[axes[i]] = (int)Math.Floor((common * x[axes[i]]) + 0.5);
        }

        return Finish(node, x, scales, output, coordinates, rounding);
    }

    private static bool Finish(NodeContext node, int[] x, double[] scales, int[]? sizes, string coordinates, string rounding)
    {
        if (scales.Length != x.Length)
            return node.Fail(LearningError.OperatorShape, $"{scales.Length} scales for {TensorShape.Text(x)}");
        var output = new int[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            double size = sizes?[i] ?? Math.Floor(x[i] * scales[i]);
            if (!(size >= 0 && size <= LearningLimits.TensorElementsMax && scales[i] > 0))
                return node.Fail(LearningError.OperatorShape, $"scale {scales[i]} of {x[i]}");
            output[i] = (int)size;
            if (size * ResizeAxis.TapsMax > LearningLimits.TensorElementsMax && node.Int("antialias", 0) != 0)
                return node.Fail(LearningError.PlanTooLarge, $"an anti-aliased axis of {size}");
        }

        double[] region = [];
        if (coordinates == "tf_crop_and_resize" && !TryScales(node, 1, out region))
            return false;
        if (coordinates == "tf_crop_and_resize" && region.Length != 2 * x.Length)
            return node.Fail(LearningError.OperatorShape, "a region of two numbers per axis is due");
        if (!node.Output(0, node.TypeOf(0), output))
            return false;
        var axes = new ResizeAxis[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            (double Start, double End) part = region.Length == 0 ? (0, 1) : (region[i], region[x.Length + i]);
            axes[i] = ResizeAxis.Of(node, x[i], output[i], scales[i], coordinates, rounding, part);
        }

        node.State = axes;
        node.Work = InferRules.CountOf(output) * 4 * x.Length * WorkWeights.Element;
        return true;
    }
}
