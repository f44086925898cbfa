using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;

namespace ModelMarket.Learning.Operators;

/// <summary>Gemm on floats.</summary>
internal static class FloatGemm
{
    /// <summary>Product, then alpha, then beta·C.</summary>
    public static void Run(NodeRun run, GemmShape shape)
    {
        Span<float> y = run.Out().Floats;
        PlainMatrix.Multiply<float>(
            run.In(0).Floats, shape.TransposeA ? 1 : shape.K, shape.TransposeA ? shape.M : 1,
            run.In(1).Floats, shape.TransposeB ? 1 : shape.N, shape.TransposeB ? shape.K : 1, y, shape.M, shape.N, shape.K);
        ReadOnlySpan<float> c = run.TryIn(2) is { } tensor ? tensor.Floats : default;
        GemmEpilogue.Apply(y, c, shape.Bias, run.Node.Float("alpha", 1), run.Node.Float("beta", 1));
    }
}
