namespace ModelMarket.Learning.Onnx;

/// <summary>Checks names and order: every value is written once, before it is read; every output is written. A cycle cannot pass.</summary>
internal static class OnnxGraphCheck
{
    /// <summary>Checks the model's graph, its subgraphs and functions.</summary>
    public static bool TryCheck(OnnxModel model, out LearningFault fault)
    {
        if (!TryGraph(model.Graph, null, out fault))
            return false;
        foreach (OnnxFunction function in model.Functions)
        {
            var known = new NameScope(null);
            foreach (string input in function.Inputs)
                known.Add(input);
            if (!TryNodes(function.Nodes, known, out fault) || !TryOutputs(function.Outputs, known, function.Name, out fault))
                return false;
        }

        return true;
    }

    private static bool TryGraph(OnnxGraph graph, NameScope? outer, out LearningFault fault)
    {
        var known = new NameScope(outer);
        var own = new HashSet<string>(StringComparer.Ordinal);
        foreach (OnnxValueInfo input in graph.Inputs)
        {
            if (input.Name.Length > 0 && !own.Add(input.Name))
                return Duplicate(input.Name, out fault);
            known.Add(input.Name);
        }

        own.Clear();
        foreach (OnnxInitializer initializer in graph.Initializers)
        {
            if (initializer.Name.Length == 0 || !own.Add(initializer.Name))
                return Duplicate(initializer.Name, out fault);
            known.Add(initializer.Name);
        }

        return TryNodes(graph.Nodes, known, out fault) && TryOutputs(NamesOf(graph.Outputs), known, graph.Name, out fault);
    }

    private static IEnumerable<string> NamesOf(IReadOnlyList<OnnxValueInfo> values)
    {
        foreach (OnnxValueInfo value in values)
            yield return value.Name;
    }

    private static bool TryNodes(IReadOnlyList<OnnxNode> nodes, NameScope known, out LearningFault fault)
    {
        foreach (OnnxNode node in nodes)
        {
            foreach (string input in node.Inputs)
            {
                if (input.Length > 0 && !known.Contains(input))
                {
                    fault = new LearningFault(LearningError.OnnxNotTopological, $"{node} reads '{input}', which nothing before it writes");
                    return false;
                }
            }

            if (!TrySubgraphs(node, known, out fault))
                return false;
            foreach (string output in node.Outputs)
            {
                if (output.Length > 0 && !known.Add(output))
                    return Duplicate(output, out fault);
            }
        }

        fault = default;
        return true;
    }

    private static bool TrySubgraphs(OnnxNode node, NameScope known, out LearningFault fault)
    {
        fault = default;
        foreach (OnnxAttribute attribute in node.Attributes)
        {
            if (attribute.Graph is not null && !TryGraph(attribute.Graph, known, out fault))
                return false;
            foreach (OnnxGraph graph in attribute.Graphs)
            {
                if (!TryGraph(graph, known, out fault))
                    return false;
            }
        }

        return true;
    }

    private static bool TryOutputs(IEnumerable<string> outputs, NameScope known, string graph, out LearningFault fault)
    {
        fault = default;
        foreach (string output in outputs)
        {
            if (!known.Contains(output))
            {
                fault = new LearningFault(LearningError.OnnxOutputMissing, $"output '{output}' of '{graph}' is written by nothing");
                return false;
            }
        }

        return true;
    }

    private static bool Duplicate(string name, out LearningFault fault)
    {
        fault = new LearningFault(LearningError.OnnxDuplicateName, $"the name '{name}' is given twice, or missing");
        return false;
    }
}
