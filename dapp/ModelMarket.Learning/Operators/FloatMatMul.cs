using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;

namespace ModelMarket.Learning.Operators;

/// <summary>MatMul on floats.</summary>
internal static class FloatMatMul
{
    /// <summary>Runs every product of the batch.</summary>
    public static void Run(NodeRun run, MatrixShape shape)
    {
        ReadOnlySpan<float> a = run.In(0).Floats, b = run.In(1).Floats;
        Span<float> y = run.Out().Floats;
        for (int i = 0; i < shape.Batches; i++)
        {
            PlainMatrix.Multiply(
                a[shape.OffsetA(i)..], shape.K, 1, b[shape.OffsetB(i)..], shape.N, 1, y[(i * shape.M * shape.N)..], shape.M, shape.N, shape.K);
        }
    }
}
