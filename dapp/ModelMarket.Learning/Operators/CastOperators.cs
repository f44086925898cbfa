using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>Cast and CastLike.</summary>
internal static class CastOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Add("Cast", 1, TypeSet.All, InferOldCast, Run);
        table.Add("Cast", 6, TypeSet.All, InferCast, Run);
        table.Add("CastLike", 15, TypeSet.All, InferCastLike, Run);
    }

    private static bool InferOldCast(NodeContext node)
    {
        string name = node.Text("to", "");
        for (ElementType type = ElementType.Float; type <= ElementType.BFloat16; type++)
        {
            if (type.ToString().Equals(name, StringComparison.OrdinalIgnoreCase))
                return Infer(node, type);
        }

        return node.Fail(LearningError.OperatorAttribute, $"to '{name}'");
    }

    private static bool InferCast(NodeContext node) => Infer(node, (ElementType)Math.Clamp(node.Int("to", 0), 0, 255));

    private static bool InferCastLike(NodeContext node) =>
        node.TypeOf(1) == ElementType.None ? node.Has(1) && node.Defer() : Infer(node, node.TypeOf(1));

    private static bool Infer(NodeContext node, ElementType type)
    {
        if (!node.TryShape(0, out int[] shape))
            return false;
        if (!type.IsSupported())
            return node.Fail(LearningError.OperatorType, $"does not convert to type {(int)type}");
        node.Work = InferRules.CountOf(shape) * (node.TypeOf(0) == type ? WorkWeights.Element : 2 * WorkWeights.TypedAccess);
        return node.Output(0, type, shape);
    }

    private static void Run(NodeRun run)
    {
        if (!CastKernel.TryRun(run.In(0), run.Out()))
            run.Fail(LearningError.RunValue, "a text that is not a number");
    }
}
