using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Operators;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Execution;

/// <summary>Calls an operator; for those computed in float only, 16-bit floats are widened before and rounded once after.</summary>
internal static class NodeCall
{
    /// <summary>Runs a node whose outputs lie ready.</summary>
    public static bool TryRun(NodeContext node, PlanRun owner, Value?[] inputs, Value?[] outputs, out LearningFault fault)
    {
        if ((node.Entry.Traits & OperatorTraits.Widen) != 0 && (AnyHalf(inputs) || AnyHalf(outputs)))
            return TryWidened(node, owner, inputs, outputs, out fault);
        var run = new NodeRun(node, owner, inputs, outputs);
        Run(run);
        fault = run.Fault;
        return !fault.IsError;
    }

    private static bool AnyHalf(Value?[] values)
    {
        foreach (Value? value in values)
        {
            if (value is Tensor tensor && tensor.Type.IsHalf())
                return true;
        }

        return false;
    }

    private static bool TryWidened(NodeContext node, PlanRun owner, Value?[] inputs, Value?[] outputs, out LearningFault fault)
    {
        var wideInputs = new Value?[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
            wideInputs[i] = inputs[i] is Tensor tensor && tensor.Type.IsHalf() ? HalfConversion.Widen(tensor) : inputs[i];
        var wideOutputs = new Value?[outputs.Length];
        for (int i = 0; i < outputs.Length; i++)
            wideOutputs[i] = outputs[i] is Tensor tensor && tensor.Type.IsHalf() ? Tensor.Create(ElementType.Float, tensor.Shape) : outputs[i];
        var run = new NodeRun(node, owner, wideInputs, wideOutputs) { KeepsForms = false };
        Run(run);
        for (int i = 0; i < outputs.Length; i++)
        {
            if (outputs[i] is Tensor tensor && tensor.Type.IsHalf())
                HalfConversion.Narrow((Tensor)wideOutputs[i]!, tensor);
            else
                outputs[i] = wideOutputs[i];
        }

        fault = run.Fault;
        return !fault.IsError;
    }

    /// <summary>Positions beyond 32 bits that values lead to (arithmetic here is checked) are an error of the run like any other.</summary>
    private static void Run(NodeRun run)
    {
        try
        {
            run.Node.Entry.Run(run);
        }
        catch (Exception exception) when (HostileNumbers.Explain(exception))
        {
            run.Fail(LearningError.RunValue, "a position, a number or a type beyond what the operator takes");
        }
    }
}
