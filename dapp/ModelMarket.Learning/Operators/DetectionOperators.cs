using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>NonMaxSuppression (scores descending, ties to the lower index), RoiAlign, MaxUnpool.</summary>
internal static class DetectionOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Add("NonMaxSuppression", 10, TypeSet.Float, InferSuppression, RunSuppression);
        table.Add("RoiAlign", 10, TypeSet.Floating, InferRoi, RunRoi, OperatorTraits.Widen);
        table.Add("MaxUnpool", 9, TypeSet.Fixed, InferUnpool, RunUnpool);
    }

    private static bool InferSuppression(NodeContext node)
    {
        if (!node.TryValue(0, out Tensor boxes) || !node.TryValue(1, out Tensor scores))
            return false;
        if (boxes.Rank != 3 || boxes.Shape[2] != 4 || scores.Rank != 3 || scores.Type != ElementType.Float || scores.Shape[0] != boxes.Shape[0] || scores.Shape[2] != boxes.Shape[1])
            return node.Fail(LearningError.OperatorShape, $"boxes {boxes} and scores {scores} do not fit");
        double most = 0, overlap = 0, least = double.NegativeInfinity;
        if (!TryNumber(node, 2, ref most) || !TryNumber(node, 3, ref overlap) || !TryNumber(node, 4, ref least))
            return false;
        List<long> picked = Suppressed(node, boxes, scores, most, overlap, least);
        node.State = picked;
        node.Work = (long)scores.Count * boxes.Shape[1] * WorkWeights.Division;
        return node.Output(0, ElementType.Int64, [picked.Count / 3, 3]);
    }

    private static bool TryNumber(NodeContext node, int input, ref double value)
    {
        if (!node.Has(input))
            return true;
        if (!node.TryValue(input, out Tensor tensor))
            return false;
        value = tensor.Count > 0 ? CastKernel.At(tensor, 0) : value;
        return true;
    }

    private static List<long> Suppressed(NodeContext node, Tensor boxes, Tensor scores, double most, double overlap, double least)
    {
        var picked = new List<long>();
        int count = boxes.Shape[1], classes = scores.Shape[1];
        for (int line = 0; line < scores.Shape[0] * classes; line++)
        {
            var order = new List<int>();
            for (int i = 0; i < count; i++)
            {
                if (scores.Floats[(line * count) + i] > least)
                    order.Add(i);
            }

            int start = line * count;
            order.Sort((a, b) => Ordering.Compare(scores.Floats[start + b], scores.Floats[start + a]) is int c and not 0 ? c : a.CompareTo(b));
            var kept = new List<int>();
            foreach (int candidate in order)
            {
                if (kept.Count >= most)
                    break;
                if (!kept.Exists(other => Overlap(node, boxes.Floats[(line / classes * count * 4)..], candidate, other) > overlap))
                    kept.Add(candidate);
            }

            foreach (int box in kept)
                picked.AddRange([line / classes, line % classes, box]);
        }

        return picked;
    }

    /// <summary>Intersection over union.</summary>
    private static float Overlap(NodeContext node, ReadOnlySpan<float> boxes, int a, int b)
    {
        bool centred = node.Int("center_point_box", 0) != 0;
        (float top, float left, float bottom, float right) = Corners(boxes.Slice(a * 4, 4), centred);
        (float top2, float left2, float bottom2, float right2) = Corners(boxes.Slice(b * 4, 4), centred);
        float height = Ordering.Min(bottom, bottom2) - Ordering.Max(top, top2), width = Ordering.Min(right, right2) - Ordering.Max(left, left2);
        if (!(height > 0) || !(width > 0))
            return 0;
        float common = height * width;
        float both = ((bottom - top) * (right - left)) + ((bottom2 - top2) * (right2 - left2)) - common;
        return common / both;
    }

    private static (float Top, float Left, float Bottom, float Right) Corners(ReadOnlySpan<float> box, bool centred)
    {
        if (centred)
            return (box[1] - (box[3] / 2), box[0] - (box[2] / 2), box[1] + (box[3] / 2), box[0] + (box[2] / 2));
        return (Ordering.Min(box[0], box[2]), Ordering.Min(box[1], box[3]), Ordering.Max(box[0], box[2]), Ordering.Max(box[1], box[3]));
    }

    private static void RunSuppression(NodeRun run)
    {
        var picked = (List<long>)run.Node.State!;
        for (int i = 0; i < picked.Count; i++)
            run.Out().Int64s[i] = picked[i];
    }

    private static bool InferRoi(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x) || !node.TryShape(1, out int[] rois) || !node.TryShape(2, out int[] batches))
            return false;
        long height = node.Int("output_height", 1), width = node.Int("output_width", 1);
        if (x.Length != 4 || rois.Length != 2 || rois[1] != 4 || batches.Length != 1 || batches[0] != rois[0] || height is < 1 or > 4096 || width is < 1 or > 4096)
            return node.Fail(LearningError.OperatorShape, $"regions {TensorShape.Text(rois)} of {TensorShape.Text(x)}");
        int[] shape = [rois[0], x[1], (int)height, (int)width];
        if (!node.Output(0, node.TypeOf(0), shape) || node.Int("sampling_ratio", 0) is < 0 or > 256)
            return node.Fail(LearningError.OperatorAttribute, "sampling_ratio goes from 0 to 256");
        long ratio = node.Int("sampling_ratio", 0) == 0 ? 64 : node.Int("sampling_ratio", 0);
        node.Work = InferRules.CountOf(shape) * ratio * ratio * 8;
        return true;
    }

    private static void RunRoi(NodeRun run)
    {
        Tensor x = run.In(0), batches = run.In(2);
        int channels = x.Shape[1], plane = x.Shape[2] * x.Shape[3], bins = run.Out().Shape[2] * run.Out().Shape[3];
        for (int r = 0; r < run.In(1).Shape[0]; r++)
        {
            if (!GatherOperators.TryIndex(run, CastKernel.IntegerAt(batches, r), x.Shape[0], out int batch))
                return;
            var region = RoiRegion.Of(run, r);
            if (region is null)
            {
                run.Fail(LearningError.RunValue, $"region {r} is too large");
                return;
            }

            for (int c = 0; c < channels; c++)
            {
                for (int bin = 0; bin < bins; bin++)
                    Put(run.Out(), (((r * channels) + c) * bins) + bin, region.Value(x, ((batch * channels) + c) * plane, bin));
            }
        }
    }

    private static void Put(Tensor y, int index, double value)
    {
        if (y.Type == ElementType.Float)
            y.Floats[index] = (float)value;
        else
            y.Doubles[index] = value;
    }

    private static bool InferUnpool(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x) || !node.TryShape(1, out int[] indices))
            return false;
        int rank = x.Length - 2;
        if (rank < 1 || !indices.AsSpan().SequenceEqual(x))
            return node.Fail(LearningError.OperatorShape, $"indices {TensorShape.Text(indices)} for {TensorShape.Text(x)}");
        if (!WindowGeometry.TryList(node, "kernel_shape", rank, 1, out int[] kernel) || !WindowGeometry.TryList(node, "strides", rank, 1, out int[] strides) || !WindowGeometry.TryPads(node, rank, out int[] before, out int[] after))
            return false;
        int[] shape = [.. x];
        for (int d = 0; d < rank; d++)
            shape[2 + d] = (int)Math.Clamp(((x[2 + d] - 1L) * strides[d]) + kernel[d] - before[d] - after[d], 0, int.MaxValue);
        node.State = shape;
        int[] output = shape;
        if (node.Has(2))
        {
            if (!node.TryIntegers(2, out long[] wanted) || !ViewOperators.TryShape(node, wanted, out output))
                return false;
        }

        if (output.Length != x.Length || !node.Output(0, node.TypeOf(0), output))
            return node.Fail(LearningError.OperatorShape, "output_shape has another rank");
        node.Work = InferRules.CountOf(output) * WorkWeights.Moved;
        return true;
    }

    /// <summary>Indices name places of the unpadded output shape; a larger output_shape keeps coordinates.</summary>
    private static void RunUnpool(NodeRun run)
    {
        var shape = (int[])run.Node.State!;
        Tensor x = run.In(0), y = run.Out();
        int[] strides = TensorShape.Strides(y.Shape);
        y.Bytes.Clear();
        for (int i = 0; i < x.Count; i++)
        {
            long index = CastKernel.IntegerAt(run.In(1), i), place = 0;
            bool inside = index >= 0;
            for (int d = shape.Length - 1; d >= 0 && inside; d--)
            {
                int coordinate = (int)(index % Math.Max(1, shape[d]));
                index /= Math.Max(1, shape[d]);
                inside = coordinate < y.Shape[d];
                place += (long)coordinate * strides[d];
            }

            if (!inside || index != 0)
            {
                run.Fail(LearningError.RunValue, "an index outside the output");
                return;
            }

            ElementCopy.Run(x, i, y, (int)place, 1);
        }
    }
}
