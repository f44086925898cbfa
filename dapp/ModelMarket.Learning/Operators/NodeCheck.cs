using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>Checks that hold for every node before its own rule looks at it.</summary>
internal static class NodeCheck
{
    /// <summary>Inputs must be there and of types the operator takes.</summary>
    public static bool TryTypes(NodeContext node)
    {
        if (!OperatorPorts.TryCheck(node))
            return false;
        ElementType type = node.TypeOf(0);
        if (type == ElementType.None || ((int)node.Entry.Types & (1 << (int)type)) != 0)
            return true;
        return node.Fail(LearningError.OperatorType, $"does not take {type}; it takes {Names(node.Entry.Types)}");
    }

    /// <summary>The types of a set, as a person reads them.</summary>
    public static string Names(TypeSet types)
    {
        var names = new List<string>();
        for (ElementType type = ElementType.Float; type <= ElementType.BFloat16; type++)
        {
            if (((int)types & (1 << (int)type)) != 0)
                names.Add(type.ToString());
        }

        return string.Join(", ", names);
    }
}
