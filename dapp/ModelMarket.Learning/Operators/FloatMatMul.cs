using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>MatMul on floats: packed when the plan may, plain otherwise; the same bits.</summary>
internal static class FloatMatMul
{
    /// <summary>Runs every product of the batch.</summary>
    public static void Run(NodeRun run, MatrixShape shape)
    {
        ReadOnlySpan<float> a = run.In(0).Floats, b = run.In(1).Floats;
        Span<float> y = run.Out().Floats;
        if (run.Optimise && shape.SharedB && shape.Batches > 0)
        {
            FloatProduct.Run(run, run.In(0), PackedB(run, shape, 0), run.Out(), shape.Batches * shape.M, new GemmEndOf(null, false));
            return;
        }

        for (int i = 0; i < shape.Batches; i++)
        {
            Span<float> target = y[(i * shape.M * shape.N)..];
            if (run.Optimise)
                FloatMatrix.Multiply(run.Width, a[shape.OffsetA(i)..], shape.K, PackedB(run, shape, shape.OffsetB(i)), target, shape.M, default);
            else
                PlainMatrix.Multiply(a[shape.OffsetA(i)..], shape.K, 1, b[shape.OffsetB(i)..], shape.N, 1, target, shape.M, shape.N, shape.K);
        }
    }

    private static PackedMatrix PackedB(NodeRun run, MatrixShape shape, int offset)
    {
        int lanes = TileShape.LanesOf(run.Width);
        PackedMatrix Pack(Tensor source) => PackedMatrix.Of(source.Floats, shape.K, shape.N, shape.N, 1, lanes, offset);
        return run.IsConstant(1) ? run.Owner.Weights.Packed(run.In(1), $"matrix{lanes}+{offset}", Pack) : Pack(run.In(1));
    }
}
