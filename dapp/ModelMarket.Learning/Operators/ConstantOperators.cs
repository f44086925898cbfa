using System.Numerics;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>Values from attributes and shapes: Constant, ConstantOfShape, Range, EyeLike, OneHot.</summary>
internal static class ConstantOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Add("Constant", 1, TypeSet.All, InferConstant, ShapeOperators.RunAlias);
        table.Add("ConstantOfShape", 9, TypeSet.Int64, InferConstantOfShape, RunConstantOfShape);
        table.Add("Range", 11, TypeSet.Numeric, InferRange, RunRange);
        table.Add("EyeLike", 9, TypeSet.Fixed, InferEyeLike, RunEyeLike, OperatorTraits.Widen);
        table.Add("OneHot", 9, TypeSet.Numeric, InferOneHot, RunOneHot);
    }

    private static bool InferConstant(NodeContext node)
    {
        foreach (OnnxAttribute attribute in node.Node.Attributes)
        {
            Tensor? value = attribute.Name switch
            {
                "value" => attribute.Tensor,
                "value_float" => Tensor.From<float>([attribute.Float], []),
                "value_floats" => Tensor.From<float>(attribute.Floats, attribute.Floats.Length),
                "value_int" => Tensor.From<long>([attribute.Int], []),
                "value_ints" => Tensor.From<long>(attribute.Ints, attribute.Ints.Length),
                "value_string" => Tensor.FromStrings([attribute.Text], []),
                "value_strings" => Tensor.FromStrings(attribute.Strings, attribute.Strings.Length),
                _ => null,
            };
            if (value is not null)
                return node.OutputValue(0, value);
        }

        return node.Fail(LearningError.OperatorAttribute, "no value (sparse values are not supported)");
    }

    private static bool InferConstantOfShape(NodeContext node)
    {
        if (!node.TryIntegers(0, out long[] wanted) || !ViewOperators.TryShape(node, wanted, out int[] shape))
            return false;
        Tensor value = node.Node.Find("value")?.Tensor ?? Tensor.Create(ElementType.Float, 1);
        if (value.Count != 1 || value.Type == ElementType.String)
            return node.Fail(LearningError.OperatorAttribute, "value must have one element");
        node.State = value;
        if (!node.Output(0, value.Type, shape))
            return false;
        node.Work = InferRules.CountOf(shape) * WorkWeights.Moved;
        return true;
    }

    private static void RunConstantOfShape(NodeRun run)
    {
        ReadOnlySpan<byte> value = ((Tensor)run.Node.State!).Bytes;
        Span<byte> target = run.Out().Bytes;
        for (int i = 0; i < target.Length; i += value.Length)
            value.CopyTo(target[i..]);
    }

    private static bool InferRange(NodeContext node)
    {
        if (!node.TryValue(0, out Tensor start) || !node.TryValue(1, out Tensor limit) || !node.TryValue(2, out Tensor delta))
            return false;
        if (start.Count != 1 || limit.Count != 1 || delta.Count != 1 || limit.Type != start.Type || delta.Type != start.Type)
            return node.Fail(LearningError.OperatorShape, "start, limit and delta are scalars of one type");
        if (start.Type.SizeBytes() < 2 || start.Type.IsHalf())
            return node.Fail(LearningError.OperatorType, $"does not take {start.Type}");
        var count = new RangeCount();
        TypeDispatch.Numeric(start.Type, new Counting(start, limit, delta, count));
        if (count.Value is < 0 or > LearningLimits.TensorElementsMax)
            return node.Fail(LearningError.RunValue, "delta is 0 or the range is too long");
        node.Work = (long)count.Value * WorkWeights.Element;
        return node.Output(0, start.Type, [(int)count.Value]);
    }

    private sealed class RangeCount
    {
        public double Value { get; set; }
    }

    private readonly struct Counting(Tensor start, Tensor limit, Tensor delta, RangeCount count) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            T from = start.Elements<T>()[0], to = limit.Elements<T>()[0], step = delta.Elements<T>()[0];
            double length = Math.Ceiling((double.CreateChecked(to) - double.CreateChecked(from)) / double.CreateChecked(step));
            count.Value = step == T.Zero || double.IsNaN(length) ? -1 : length > 0 ? length : 0;
        }
    }

    private static void RunRange(NodeRun run) => TypeDispatch.Numeric(run.In(0).Type, new Ranging(run));

    private readonly struct Ranging(NodeRun run) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            T start = run.In(0).Elements<T>()[0], delta = run.In(2).Elements<T>()[0];
            Span<T> y = run.Out().Elements<T>();
            for (int i = 0; i < y.Length; i++)
                y[i] = unchecked(start + (T.CreateTruncating(i) * delta)); // integers wrap
        }
    }

    private static bool InferEyeLike(NodeContext node)
    {
        if (!node.TryShape(0, out int[] shape))
            return false;
        var type = (ElementType)Math.Clamp(node.Int("dtype", (long)node.TypeOf(0)), 0, 255);
        if (shape.Length != 2 || type.SizeBytes() == 0)
            return node.Fail(LearningError.OperatorShape, "a matrix and a numeric type are due");
        node.Work = InferRules.CountOf(shape) * WorkWeights.Moved;
        return node.Output(0, type, shape);
    }

    private static void RunEyeLike(NodeRun run)
    {
        run.Out().Bytes.Clear();
        TypeDispatch.Numeric(run.Out().Type, new Eye(run));
    }

    private readonly struct Eye(NodeRun run) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            Span<T> y = run.Out().Elements<T>();
            int rows = run.Out().Shape[0], columns = run.Out().Shape[1];
            long k = Math.Clamp(run.Node.Int("k", 0), -rows, columns);
            for (int i = 0; i < rows; i++)
            {
                if (i + k >= 0 && i + k < columns)
                    y[(i * columns) + (int)(i + k)] = T.One;
            }
        }
    }

    private static bool InferOneHot(NodeContext node)
    {
        if (!node.TryShape(0, out int[] shape) || !node.TryValue(1, out Tensor depths) || !node.TryShape(2, out int[] values))
            return false;
        if (depths.Count != 1 || values.Length != 1 || values[0] != 2 || node.TypeOf(2) == ElementType.String)
            return node.Fail(LearningError.OperatorShape, "depth is one number and values are two");
        double depth = CastKernel.At(depths, 0);
        if (!(depth >= 0 && depth <= LearningLimits.TensorElementsMax) || !node.TryAxis(node.Int("axis", -1), shape.Length + 1, out int axis))
            return node.Fail(LearningError.OperatorAttribute, $"depth {depth} or the axis is outside its range");
        int[] result = [.. shape[..axis], (int)depth, .. shape[axis..]];
        node.State = axis;
        if (!node.Output(0, node.TypeOf(2), result))
            return false;
        node.Work = InferRules.CountOf(result) * WorkWeights.Moved;
        return true;
    }

    private static void RunOneHot(NodeRun run)
    {
        Tensor indices = run.In(0), y = run.Out();
        int axis = (int)run.Node.State!, size = y.Type.SizeBytes(), depth = y.Shape[axis];
        int tail = TensorShape.Product(y.Shape, axis + 1, y.Rank);
        ReadOnlySpan<byte> off = run.In(2).Bytes[..size], on = run.In(2).Bytes.Slice(size, size);
        for (int i = 0; i < y.Bytes.Length; i += size)
            off.CopyTo(y.Bytes[i..]);
        for (int i = 0; i < indices.Count; i++)
        {
            double index = CastKernel.At(indices, i);
            index = index < 0 ? index + depth : index;
            if (!(index >= 0 && index < depth))
                continue;
            int at = ((((i / tail) * depth) + (int)index) * tail) + (i % tail);
            on.CopyTo(y.Bytes[(at * size)..]);
        }
    }
}
