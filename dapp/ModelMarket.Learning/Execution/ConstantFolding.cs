using ModelMarket.Learning.Operators;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Execution;

/// <summary>Computes small nodes while planning when all their inputs are there and none is a weight: the arithmetic of shapes.</summary>
internal static class ConstantFolding
{
    /// <summary>The outputs' values; false when the node must run.</summary>
    public static bool TryFold(NodeContext node, ValueFact[] inputs, out Tensor?[] values)
    {
        values = new Tensor?[node.OutputCount];
        if (AllSaid(node, values))
            return true;
        if ((node.Entry.Traits & (OperatorTraits.NoFold | OperatorTraits.MakesOutputs)) != 0 || !AllKnown(inputs))
            return false;
        var outputs = new Value?[values.Length];
        for (int i = 0; i < outputs.Length; i++)
        {
            ValueFact fact = node.OutputFact(i);
            if (!node.Wants(i) || !fact.Present)
                continue;
            TensorShape.TryCount(fact.Shape, out int count);
            if (count > LearningLimits.FoldedElementsMax)
                return false;
            outputs[i] = Tensor.Create(fact.Type, fact.Shape!);
        }

        var arguments = new Value?[inputs.Length];
        for (int i = 0; i < arguments.Length; i++)
            arguments[i] = inputs[i].Known;
        if (node.Work > LearningLimits.FoldedElementsMax * WorkWeights.Transcendental || !NodeCall.TryRun(node, PlanRun.Planning, arguments, outputs, out _))
            return false;
        for (int i = 0; i < outputs.Length; i++)
            values[i] = outputs[i] as Tensor;
        return true;
    }

    private static bool AllSaid(NodeContext node, Tensor?[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = node.OutputFact(i).Known as Tensor;
            if (node.Wants(i) && values[i] is null)
                return false;
        }

        return true;
    }

    private static bool AllKnown(ValueFact[] inputs)
    {
        foreach (ValueFact input in inputs)
        {
            if (input.Present && (input.Known is not Tensor || input.Weight is not null))
                return false;
        }

        return true;
    }
}
