namespace ModelMarket.Learning.Operators;

/// <summary>Runs a node's rule. Sizes beyond 32 bits that a rule meets on its way (arithmetic here is checked) are an error of the model like any other.</summary>
internal static class NodeInference
{
    /// <summary>True when types and shapes of the outputs are known.</summary>
    public static bool TryInfer(NodeContext node)
    {
        try
        {
            return NodeCheck.TryTypes(node) && node.Entry.Infer(node);
        }
        catch (Exception exception) when (HostileNumbers.Explain(exception))
        {
            return node.Fail(LearningError.OperatorShape, "a size, a position or a type beyond what the operator takes");
        }
    }
}
