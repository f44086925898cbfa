using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>Products and convolutions of 8-bit numbers, summed in 32 bits.</summary>
internal static class QuantizedProducts
{
    /// <summary>The numbers a type can hold.</summary>
    public static (long Low, long High) RangeOf(ElementType type) => type switch
    {
        ElementType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        ElementType.Int16 => (short.MinValue, short.MaxValue),
        ElementType.UInt16 => (0, ushort.MaxValue),
        _ => (0, byte.MaxValue),
    };

    /// <summary>round-even(x) + zero point, within the type; NaN gives the zero point.</summary>
    public static long Saturate(float x, long zero, long low, long high)
    {
        double rounded = float.IsNaN(x) ? 0 : Math.Round((double)x, MidpointRounding.ToEven);
        return Math.Clamp((long)Math.Clamp(rounded, -1e9, 1e9) + zero, low, high);
    }

    /// <summary>Stores a number that is within the type.</summary>
    public static void Store(Tensor y, int index, long value)
    {
        unchecked // signed types keep their bit pattern
        {
            if (y.Type.SizeBytes() == 2)
                y.Elements<ushort>()[index] = (ushort)value;
            else
                y.Bytes[index] = (byte)value;
        }
    }

    /// <summary>Elements as 32-bit integers less their zero point; one zero point, or one per index along an axis.</summary>
    private static int[] Centred(Tensor x, Tensor? zero, int axisLength, int step)
    {
        var values = new int[x.Count];
        bool many = zero is { Count: > 1 };
        for (int i = 0; i < values.Length; i++)
            values[i] = (int)(CastKernel.IntegerAt(x, i) - (zero is null ? 0 : CastKernel.IntegerAt(zero, many ? i / step % axisLength % zero.Count : 0)));
        return values;
    }

    /// <summary>MatMulInteger (zero points at 2 and 3), QLinearMatMul (inputs a, scale, zero, b, scale, zero, scale, zero).</summary>
    public static void MatMul(NodeRun run, int right, int zeroA, int zeroB)
    {
        var shape = (MatrixShape)run.Node.State!;
        int[] a = Centred(run.In(0), run.TryIn(zeroA), shape.M, shape.K), b = Centred(run.In(right), run.TryIn(zeroB), shape.N, 1);
        var sums = new int[shape.M * shape.N];
        for (int batch = 0; batch < shape.Batches; batch++)
        {
            PlainMatrix.Multiply<int>(a.AsSpan(shape.OffsetA(batch)), shape.K, 1, b.AsSpan(shape.OffsetB(batch)), shape.N, 1, sums, shape.M, shape.N, shape.K);
            for (int i = 0; i < sums.Length; i++)
                Put(run, (batch * sums.Length) + i, sums[i], i % shape.N);
        }
    }

    /// <summary>ConvInteger (zero points at 2 and 3), QLinearConv (x, scale, zero, w, scale, zero, scale, zero, bias).</summary>
    public static void Conv(NodeRun run, int weights, int zeroX, int zeroW)
    {
        var shape = (ConvShape)run.Node.State!;
        int taps = shape.ChannelsIn * shape.Window.KernelCount, positions = shape.Window.OutputCount;
        int[] x = Centred(run.In(0), run.TryIn(zeroX), 1, 1), w = Centred(run.In(weights), run.TryIn(zeroW), shape.ChannelsOut, taps);
        var sums = new int[run.Out().Count];
        ReadOnlySpan<int> bias = run.TryIn(8) is { } tensor ? tensor.Int32s : default;
        PlainConvolution.Run<int>(shape.Window, shape.Batch, shape.Groups, shape.ChannelsIn, shape.ChannelsOut, x, w, bias, sums);
        for (int i = 0; i < sums.Length; i++)
            Put(run, i, sums[i], i / positions % shape.ChannelsOut);
    }

    private static void Put(NodeRun run, int index, int sum, int channel)
    {
        Tensor y = run.Out();
        if (y.Type == ElementType.Int32)
        {
            y.Int32s[index] = sum;
            return;
        }

        Tensor scaleW = run.In(4);
        float factor = run.In(1).Floats[0] * scaleW.Floats[scaleW.Count > 1 ? channel % scaleW.Count : 0] / run.In(6).Floats[0];
        (long low, long high) = RangeOf(y.Type);
        Store(y, index, Saturate(sum * factor, CastKernel.IntegerAt(run.In(7), 0), low, high));
    }
}
