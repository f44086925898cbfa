using ModelMarket.Learning.Onnx;

namespace ModelMarket.Learning.Execution;

/// <summary>Which outer values the subgraphs of a node read.</summary>
internal static class SubgraphNames
{
    /// <summary>Names read inside and defined outside, in the order they are first read.</summary>
    public static IReadOnlyList<string> Captured(OnnxNode node)
    {
        var captured = new OrderedNames();
        foreach (OnnxAttribute attribute in node.Attributes)
        {
            if (attribute.Graph is not null)
                AddGraph(attribute.Graph, captured);
        }

        return captured.InOrder;
    }

    private static void AddGraph(OnnxGraph graph, OrderedNames captured)
    {
        var own = new HashSet<string>(StringComparer.Ordinal) { "" };
        foreach (OnnxValueInfo input in graph.Inputs)
            own.Add(input.Name);
        foreach (OnnxInitializer initializer in graph.Initializers)
            own.Add(initializer.Name);
        foreach (OnnxNode node in graph.Nodes)
        {
            AddFree(node.Inputs, own, captured);
            AddFree(Captured(node), own, captured);
            own.UnionWith(node.Outputs);
        }

        foreach (OnnxValueInfo output in graph.Outputs)
            AddFree([output.Name], own, captured);
    }

    private static void AddFree(IReadOnlyList<string> names, HashSet<string> own, OrderedNames captured)
    {
        foreach (string name in names)
        {
            if (!own.Contains(name))
                captured.Add(name);
        }
    }

    private sealed class OrderedNames
    {
        private readonly HashSet<string> seen = new(StringComparer.Ordinal);
        private readonly List<string> inOrder = [];

        public IReadOnlyList<string> InOrder => inOrder;

        public void Add(string name)
        {
            if (seen.Add(name))
                inOrder.Add(name);
        }
    }
}
