using System.Numerics;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>Unique: distinct elements, or slices along an axis, sorted or in the order they first appear.</summary>
internal static class UniqueRows
{
    private sealed record Groups(int[] Shape, int Axis, int[] First, int[] GroupOf, int[] Counts);

    /// <summary>The outputs' sizes depend on the data: the groups are found here.</summary>
    public static bool Infer(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x) || !node.TryValue(0, out Tensor value))
            return false;
        bool flat = node.Node.Find("axis") is null;
        int[] shape = flat ? [(int)InferRules.CountOf(x)] : x;
        if (shape.Length == 0 || !node.TryAxis(node.Int("axis", 0), shape.Length, out int axis))
            return node.Fail(LearningError.OperatorAttribute, "an axis outside the rank");
        var sorted = new int[shape[axis]];
        for (int i = 0; i < sorted.Length; i++)
            sorted[i] = i;
        var order = new SliceOrder(value, shape, axis);
        Array.Sort(sorted, (a, b) => order.Compare(a, b) is int c and not 0 ? c : a.CompareTo(b));
        Groups groups = Group(sorted, order, shape, axis, node.Int("sorted", 1) != 0);
        node.State = groups;
        int[] result = [.. shape];
        result[axis] = groups.First.Length;
        int[] count = [groups.First.Length], all = [shape[axis]];
        node.Work = InferRules.CountOf(shape) * (BitOperations.Log2((uint)shape[axis] + 1) + 1) * WorkWeights.SortStep;
        return node.Output(0, node.TypeOf(0), result) && node.Output(1, ElementType.Int64, count) && node.Output(2, ElementType.Int64, all) && node.Output(3, ElementType.Int64, count);
    }

    private static Groups Group(int[] sorted, SliceOrder order, int[] shape, int axis, bool sort)
    {
        var first = new List<int>();
        var counts = new List<int>();
        var groupOf = new int[sorted.Length];
        for (int i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || order.Compare(sorted[i - 1], sorted[i]) != 0)
            {
                first.Add(sorted[i]);
                counts.Add(0);
            }

            groupOf[sorted[i]] = first.Count - 1;
            counts[^1]++;
        }

        return sort ? new Groups(shape, axis, [.. first], groupOf, [.. counts]) : ByAppearance(shape, axis, first, groupOf, counts);
    }

    private static Groups ByAppearance(int[] shape, int axis, List<int> first, int[] groupOf, List<int> counts)
    {
        var renumbered = new int[first.Count];
        Array.Fill(renumbered, -1);
        var newFirst = new List<int>();
        var newCounts = new List<int>();
        for (int i = 0; i < groupOf.Length; i++)
        {
            int group = groupOf[i];
            if (renumbered[group] < 0)
            {
                renumbered[group] = newFirst.Count;
                newFirst.Add(first[group]);
                newCounts.Add(counts[group]);
            }

            groupOf[i] = renumbered[group];
        }

        return new Groups(shape, axis, [.. newFirst], groupOf, [.. newCounts]);
    }

    /// <summary>Writes the distinct slices, where each first stands, to which group each belongs, and the counts.</summary>
    public static void Run(NodeRun run)
    {
        var groups = (Groups)run.Node.State!;
        int tail = TensorShape.Product(groups.Shape, groups.Axis + 1, groups.Shape.Length), outer = TensorShape.Product(groups.Shape, 0, groups.Axis);
        int size = groups.Shape[groups.Axis], count = groups.First.Length;
        for (int o = 0; o < outer; o++)
        {
            for (int i = 0; i < count; i++)
                ElementCopy.Run(run.In(0), ((o * size) + groups.First[i]) * tail, run.Out(), ((o * count) + i) * tail, tail);
        }

        Fill(run.TryOut(1), groups.First);
        Fill(run.TryOut(2), groups.GroupOf);
        Fill(run.TryOut(3), groups.Counts);
    }

    private static void Fill(Tensor? target, int[] values)
    {
        for (int i = 0; target is not null && i < values.Length; i++)
            target.Int64s[i] = values[i];
    }

    /// <summary>Compares slices along an axis, element by element.</summary>
    private sealed class SliceOrder(Tensor value, int[] shape, int axis)
    {
        private readonly AxisWalk walk = new(shape, axis);

        public int Compare(int a, int b)
        {
            for (int line = 0; line < walk.Lines; line++)
            {
                int start = walk.Start(line), x = start + (a * walk.Step), y = start + (b * walk.Step);
                int order = value.Type.IsFloating()
                    ? Ordering.Compare(CastKernel.At(value, x), CastKernel.At(value, y))
                    : CastKernel.IntegerAt(value, x).CompareTo(CastKernel.IntegerAt(value, y));
                if (order != 0)
                    return order;
            }

            return 0;
        }
    }
}
