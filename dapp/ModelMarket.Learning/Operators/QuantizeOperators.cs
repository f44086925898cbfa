using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>
/// QuantizeLinear, DequantizeLinear, DynamicQuantizeLinear, MatMulInteger, ConvInteger, QLinearMatMul, QLinearConv:
/// sums in int32; m = (x_s · w_s) / y_s in float; y = saturate(round-even(float(sum) · m) + zero point) (numerics.md §2).
/// </summary>
internal static class QuantizeOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Add("QuantizeLinear", 10, TypeSet.Float | TypeSet.Half | TypeSet.Int32, InferQuantize, RunQuantize, OperatorTraits.Widen);
        table.Add("DequantizeLinear", 10, TypeSet.Bytes | TypeSet.Int32 | TypeSet.Integer, InferDequantize, RunDequantize, OperatorTraits.Widen);
        table.Add("DynamicQuantizeLinear", 11, TypeSet.Float, InferDynamic, RunDynamic);
        table.Add("MatMulInteger", 10, TypeSet.Bytes, InferMatMul, run => QuantizedProducts.MatMul(run, 1, 2, 3));
        table.Add("QLinearMatMul", 10, TypeSet.Bytes, InferQLinearMatMul, run => QuantizedProducts.MatMul(run, 3, 2, 5));
        table.Add("ConvInteger", 10, TypeSet.Bytes, InferConv, run => QuantizedProducts.Conv(run, 1, 2, 3));
        table.Add("QLinearConv", 10, TypeSet.Bytes, InferQLinearConv, run => QuantizedProducts.Conv(run, 3, 2, 5));
    }

    private static bool InferQuantize(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x) || !ScalePlace.TryRead(node, x, out ScalePlace place))
            return false;
        ElementType type = node.Has(2) ? node.TypeOf(2) : (ElementType)Math.Clamp(node.Int("output_dtype", (long)ElementType.UInt8), 0, 255);
        if (type == ElementType.None && node.Has(2))
            return node.Defer();
        if (type is not (ElementType.UInt8 or ElementType.Int8 or ElementType.Int16 or ElementType.UInt16))
            return node.Fail(LearningError.OperatorType, $"does not quantise to {type}; it takes UInt8, Int8, UInt16 and Int16");
        node.State = place;
        node.Work = InferRules.CountOf(x) * 3 * WorkWeights.TypedAccess;
        return node.Output(0, type, x);
    }

    private static void RunQuantize(NodeRun run)
    {
        var place = (ScalePlace)run.Node.State!;
        Tensor x = run.In(0), y = run.Out();
        (long low, long high) = QuantizedProducts.RangeOf(y.Type);
        for (int i = 0; i < y.Count; i++)
        {
            int parameter = place.Of(i);
            float scaled = (float)CastKernel.At(x, i) / (float)CastKernel.At(run.In(1), parameter);
            long zero = run.TryIn(2) is { } zeros ? CastKernel.IntegerAt(zeros, parameter) : 0;
            QuantizedProducts.Store(y, i, QuantizedProducts.Saturate(scaled, zero, low, high));
        }
    }

    private static bool InferDequantize(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x) || !ScalePlace.TryRead(node, x, out ScalePlace place))
            return false;
        node.State = place;
        node.Work = InferRules.CountOf(x) * 2 * WorkWeights.TypedAccess;
        return node.Output(0, node.TypeOf(1), x);
    }

    private static void RunDequantize(NodeRun run)
    {
        var place = (ScalePlace)run.Node.State!;
        Tensor x = run.In(0), scales = run.In(1);
        Span<float> y = run.Out().Floats;
        for (int i = 0; i < y.Length; i++)
        {
            int parameter = place.Of(i);
            long zero = run.TryIn(2) is { } zeros ? CastKernel.IntegerAt(zeros, parameter) : 0;
            y[i] = (float)(CastKernel.IntegerAt(x, i) - zero) * scales.Floats[parameter];
        }
    }

    private static bool InferDynamic(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x))
            return false;
        node.Work = InferRules.CountOf(x) * 2 * WorkWeights.TypedAccess;
        return node.Output(0, ElementType.UInt8, x) && node.Output(1, ElementType.Float, []) && node.Output(2, ElementType.UInt8, []);
    }

    private static void RunDynamic(NodeRun run)
    {
        float low = 0, high = 0;
        foreach (float value in run.In(0).Floats)
        {
            low = Ordering.Min(low, value);
            high = Ordering.Max(high, value);
        }

        float scale = high == low ? 1 : (high - low) / 255;
        long zero = QuantizedProducts.Saturate((0 - low) / scale, 0, 0, 255);
        if (run.TryOut(1) is { } scales)
            scales.Floats[0] = scale;
        if (run.TryOut(2) is { } zeros)
            zeros.Bytes[0] = (byte)zero;
        for (int i = 0; i < run.In(0).Count; i++)
            run.Out().Bytes[i] = (byte)QuantizedProducts.Saturate(run.In(0).Floats[i] / scale, zero, 0, 255);
    }

    private static bool InferMatMul(NodeContext node) => InferMatMul(node, 1, ElementType.Int32);

    private static bool InferQLinearMatMul(NodeContext node) => InferMatMul(node, 3, node.TypeOf(7));

    private static bool InferMatMul(NodeContext node, int right, ElementType type)
    {
        if (!node.TryShape(0, out int[] a) || !node.TryShape(right, out int[] b))
            return false;
        if (!MatrixShape.TryCreate(a, b, out MatrixShape? shape))
            return node.Fail(LearningError.OperatorShape, $"{TensorShape.Text(a)} times {TensorShape.Text(b)} does not fit");
        return TryBound(node, shape!.K) && Finish(node, shape.Output, type, shape, InferRules.CountOf(shape.Output) * Math.Max(1, shape.K));
    }

    /// <summary>The largest product of two 8-bit numbers less their zero points is 255², so this many fit into 32 bits.</summary>
    private static bool TryBound(NodeContext node, long terms) =>
        terms <= int.MaxValue / (255 * 255) || node.Fail(LearningError.OperatorShape, $"sums of {terms} products may leave 32 bits");

    private static bool Finish(NodeContext node, int[] output, ElementType type, object state, long products)
    {
        node.State = state;
        for (int i = 1; i < node.InputCount; i++)
        {
            if (!node.Has(i))
                continue;
            if (!node.TryShape(i, out int[] parameter))
                return false;
            if (InferRules.CountOf(parameter) == 0 || (i == 8 && InferRules.CountOf(parameter) != output[1]))
                return node.Fail(LearningError.OperatorShape, $"input {i} of shape {TensorShape.Text(parameter)}");
        }

        if (type == ElementType.None)
            return node.Defer();
        if (!node.Output(0, type, output))
            return false;
        node.Work = (products * WorkWeights.PlainProduct) + (InferRules.CountOf(output) * 3 * WorkWeights.TypedAccess);
        return true;
    }

    private static bool InferConv(NodeContext node) => InferConv(node, 1, ElementType.Int32);

    private static bool InferQLinearConv(NodeContext node) => InferConv(node, 3, node.TypeOf(7));

    private static bool InferConv(NodeContext node, int weights, ElementType type)
    {
        if (!ConvOperators.TryShape(node, 0, weights, out ConvShape? shape))
            return false;
        int[] output = [shape!.Batch, shape.ChannelsOut, .. shape.Window.Output];
        long taps = (long)shape.ChannelsIn * shape.Window.KernelCount;
        return TryBound(node, taps) && Finish(node, output, type, shape, InferRules.CountOf(output) * taps);
    }
}
