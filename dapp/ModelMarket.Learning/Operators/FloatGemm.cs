using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>Gemm on floats: packed when the plan may, plain otherwise; the same bits.</summary>
internal static class FloatGemm
{
    /// <summary>Product, then alpha, then beta·C.</summary>
    public static void Run(NodeRun run, GemmShape shape)
    {
        float alpha = run.Node.Float("alpha", 1), beta = run.Node.Float("beta", 1);
        Tensor? c = run.TryIn(2);
        bool joined = alpha == 1 && c is not null && beta == 1 && c.Count == shape.N && c.Shape[^1] == shape.N;
        if (run.Optimise)
            FloatProduct.Run(run, Left(run, shape), PackedB(run, shape), run.Out(), shape.M, new GemmEndOf(joined ? c : null, joined && run.Relu));
        else
            Plain(run, shape);
        if (run.Optimise && joined)
            return;
        GemmEpilogue.Apply(run.Out().Floats, c is null ? default : c.Floats, shape.Bias, alpha, beta);
        if (run.Relu)
            ReluKernel.Run(run.Width, run.Out().Floats, run.Out().Floats);
    }

    private static void Plain(NodeRun run, GemmShape shape) =>
        PlainMatrix.Multiply<float>(
            run.In(0).Floats, shape.TransposeA ? 1 : shape.K, shape.TransposeA ? shape.M : 1,
            run.In(1).Floats, shape.TransposeB ? 1 : shape.N, shape.TransposeB ? shape.K : 1, run.Out().Floats, shape.M, shape.N, shape.K);

    private static Tensor Left(NodeRun run, GemmShape shape)
    {
        if (!shape.TransposeA)
            return run.In(0);
        Tensor turned = Tensor.Create(ElementType.Float, shape.M, shape.K);
        new StridedView(0, [shape.M, shape.K], [1, shape.M]).Copy(run.In(0), turned);
        return turned;
    }

    private static PackedMatrix PackedB(NodeRun run, GemmShape shape)
    {
        int lanes = TileShape.LanesOf(run.Width);
        PackedMatrix Pack(Tensor source) =>
            PackedMatrix.Of(source.Floats, shape.K, shape.N, shape.TransposeB ? 1 : shape.N, shape.TransposeB ? shape.K : 1, lanes);
        return run.IsConstant(1) ? run.Owner.Weights.Packed(run.In(1), $"gemm{lanes}{(shape.TransposeB ? "t" : "")}", Pack) : Pack(run.In(1));
    }
}
