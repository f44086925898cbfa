using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>Dropout at inference: the identity, with a mask of ones where one is asked for. Training with a ratio above 0 draws at random and is refused.</summary>
internal static class DropoutOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Add("Dropout", 1, TypeSet.Floating, InferOld, Run);
        table.Add("Dropout", 12, TypeSet.Floating, InferNew, Run);
    }

    private static bool InferOld(NodeContext node)
    {
        if (node.Opset < 7 && node.Int("is_test", 0) == 0)
            return node.Fail(LearningError.OperatorUnsupported, "training mode (is_test = 0) draws at random");
        return Infer(node, node.Opset < 10 ? node.TypeOf(0) : ElementType.Bool);
    }

    private static bool InferNew(NodeContext node)
    {
        if (node.Has(2))
        {
            if (!node.TryValue(2, out Tensor training))
                return false;
            Tensor? ratio = null;
            if (node.Has(1) && !node.TryValue(1, out ratio))
                return false;
            bool draws = training.Count > 0 && training.Bytes[0] != 0 && (ratio is null || ratio.Count == 0 || Kernels.CastKernel.At(ratio, 0) != 0);
            if (draws)
                return node.Fail(LearningError.OperatorUnsupported, "training mode draws at random");
        }

        return Infer(node, ElementType.Bool);
    }

    private static bool Infer(NodeContext node, ElementType mask)
    {
        if (!node.TryShape(0, out int[] shape) || (node.OutputCount > 1 && !node.Output(1, mask, shape)))
            return false;
        node.Work = InferRules.CountOf(shape) * WorkWeights.Moved;
        return node.Output(0, node.TypeOf(0), shape);
    }

    private static void Run(NodeRun run)
    {
        run.In(0).Bytes.CopyTo(run.Out().Bytes);
        if (run.TryOut(1) is not { } mask)
            return;
        if (mask.Type == ElementType.Bool)
            mask.Bools.Fill(true);
        else
            Kernels.CastKernel.TryRun(Ones(mask), mask);
    }

    private static Tensor Ones(Tensor mask)
    {
        Tensor ones = Tensor.Create(ElementType.Bool, mask.Shape);
        ones.Bools.Fill(true);
        return ones;
    }
}
