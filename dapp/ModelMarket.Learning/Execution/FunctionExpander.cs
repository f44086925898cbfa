using ModelMarket.Learning.Onnx;

namespace ModelMarket.Learning.Execution;

/// <summary>Puts the bodies of model functions where they are called: names get the call's prefix, references get the call's attributes.</summary>
internal sealed class FunctionExpander
{
    private const int DepthMax = 32;
    private const int PrefixCharsMax = 64;
    private const int CharsPerNode = 64;
    private const int CharsPerName = 8;
    private readonly OnnxModel model;
    private readonly long workMax;
    private readonly Dictionary<(string Domain, string Name, string Overload), OnnxFunction> functions = [];
    private int calls;
    private int made;
    private long copied;
    private long nodeWork;

    /// <summary>An expander for a model's functions that goes through nodes as long as planning them takes no more than <paramref name="workMax"/>.</summary>
    public FunctionExpander(OnnxModel model, long workMax)
    {
        this.model = model;
        this.workMax = workMax;
        foreach (OnnxFunction function in model.Functions)
            functions[(function.Domain, function.Name, function.Overload)] = function;
    }

    /// <summary>What planning the nodes gone through so far costs, expanded or not, in work units.</summary>
    public long Work => nodeWork + (copied * WorkWeights.ExpandedChar);

    private bool IsTooMuch => copied > LearningLimits.ExpandedCharsMax;

    /// <summary>The nodes with all calls expanded, in order. One expander counts all that it is asked for, so one model's functions cannot
    /// be made to grow beyond the limits by calling each other from subgraphs.</summary>
    public bool TryExpand(IReadOnlyList<OnnxNode> nodes, out List<FlatNode> flat, out LearningFault fault)
    {
        flat = [];
        return TryExpand(nodes, null, 0, flat, out fault);
    }

    private bool TryExpand(IReadOnlyList<OnnxNode> nodes, OnnxFunction? within, int depth, List<FlatNode> flat, out LearningFault fault)
    {
        fault = default;
        foreach (OnnxNode node in nodes)
        {
            if (++made > LearningLimits.NodesMax || depth > DepthMax)
            {
                fault = new LearningFault(LearningError.OnnxFunction, $"{node}: functions call each other in a circle or expand beyond {LearningLimits.NodesMax} nodes");
                return false;
            }

            nodeWork += WorkWeights.PlannedNode + ((node.Inputs.Count + node.Outputs.Count) * WorkWeights.PlannedValue);
            if (Work > workMax)
            {
                fault = new LearningFault(LearningError.PlanTooMuchWork, $"{node}: planning may take {workMax} work units; what comes before it, in functions and subgraphs too, takes more");
                return false;
            }

            if (functions.TryGetValue((node.Domain, node.Operator, node.Overload), out OnnxFunction? function))
            {
                List<OnnxNode> body = Body(node, function);
                if (IsTooMuch)
                {
                    fault = new LearningFault(LearningError.OnnxFunction, $"{node}: the functions expand beyond {LearningLimits.ExpandedCharsMax} characters of names");
                    return false;
                }

                if (!TryExpand(body, function, depth + 1, flat, out fault))
                    return false;
            }
            else
            {
                flat.Add(new FlatNode(node, OpsetOf(node.Domain, within)));
            }
        }

        return true;
    }

    private int OpsetOf(string domain, OnnxFunction? within)
    {
        if (within is not null)
        {
            foreach (OnnxOpset opset in within.Opsets)
            {
                if (opset.Domain == domain)
                    return opset.Version;
            }
        }

        return model.OpsetOf(domain);
    }

    private List<OnnxNode> Body(OnnxNode call, OnnxFunction function)
    {
        string prefix = $"{Shortened(call.Operator)}#{calls++}/";
        var names = new Dictionary<string, string>(StringComparer.Ordinal) { [""] = "" };
        for (int i = 0; i < function.Inputs.Count; i++)
            names[function.Inputs[i]] = i < call.Inputs.Count ? call.Inputs[i] : "";
        for (int i = 0; i < function.Outputs.Count && i < call.Outputs.Count; i++)
        {
            if (call.Outputs[i].Length > 0)
                names[function.Outputs[i]] = call.Outputs[i];
        }

        var body = new List<OnnxNode>();
        foreach (OnnxNode node in function.Nodes)
        {
            if (IsTooMuch)
                return body;
            body.Add(Renamed(node, call, function, prefix, names));
        }

        foreach (string unused in PassedThrough(call, function))
            body.Add(new OnnxNode { Operator = "Identity", Inputs = [names[unused]], Outputs = [call.Outputs[IndexOf(function.Outputs, unused)]] });
        return body;
    }

    /// <summary>Outputs of the function that are its inputs: they need a copy to carry the call's name.</summary>
    private static string Shortened(string name) => name.Length <= PrefixCharsMax ? name : name[..PrefixCharsMax];

    private static IEnumerable<string> PassedThrough(OnnxNode call, OnnxFunction function)
    {
        for (int i = 0; i < function.Outputs.Count && i < call.Outputs.Count; i++)
        {
            if (call.Outputs[i].Length > 0 && IndexOf(function.Inputs, function.Outputs[i]) >= 0)
                yield return function.Outputs[i];
        }
    }

    private static int IndexOf(IReadOnlyList<string> list, string name)
    {
        for (int i = 0; i < list.Count; i++)
        {
            if (list[i] == name)
                return i;
        }

        return -1;
    }

    private OnnxNode Renamed(OnnxNode node, OnnxNode call, OnnxFunction function, string prefix, Dictionary<string, string> names)
    {
        copied += CharsPerNode;
        var attributes = new List<OnnxAttribute>();
        foreach (OnnxAttribute attribute in node.Attributes)
        {
            OnnxAttribute? actual = attribute.Reference.Length == 0
                ? Subgraph(attribute, call, function, prefix, names)
                : Argument(attribute, call, function);
            if (actual is not null)
                attributes.Add(actual);
        }

        return new OnnxNode
        {
            Name = prefix + node.Name,
            Operator = node.Operator,
            Domain = node.Domain,
            Overload = node.Overload,
            Attributes = attributes,
            Inputs = NamesOf(node.Inputs, prefix, names),
            Outputs = NamesOf(node.Outputs, prefix, names),
        };
    }

    private static OnnxAttribute? Argument(OnnxAttribute attribute, OnnxNode call, OnnxFunction function)
    {
        if (call.Find(attribute.Reference) is { } given)
            return given.Renamed(attribute.Name);
        foreach (OnnxAttribute fallback in function.Defaults)
        {
            if (fallback.Name == attribute.Reference)
                return fallback.Renamed(attribute.Name);
        }

        return null;
    }

    private OnnxAttribute Subgraph(OnnxAttribute attribute, OnnxNode call, OnnxFunction function, string prefix, Dictionary<string, string> names)
    {
        if (attribute.Graph is null)
            return attribute;
        OnnxGraph graph = attribute.Graph;
        var nodes = new List<OnnxNode>();
        var initializers = new List<OnnxInitializer>();
        foreach (OnnxInitializer initializer in graph.Initializers)
            initializers.Add(new OnnxInitializer(NameOf(initializer.Name, prefix, names), initializer.Tensor));
        foreach (OnnxNode node in graph.Nodes)
        {
            if (IsTooMuch)
                break;
            nodes.Add(Renamed(node, call, function, prefix, names));
        }

        var renamed = new OnnxGraph
        {
            Name = graph.Name,
            Nodes = nodes,
            Initializers = initializers,
            Inputs = ValuesOf(graph.Inputs, prefix, names),
            Outputs = ValuesOf(graph.Outputs, prefix, names),
        };
        return new OnnxAttribute { Name = attribute.Name, Kind = attribute.Kind, Graph = renamed };
    }

    private List<OnnxValueInfo> ValuesOf(IReadOnlyList<OnnxValueInfo> values, string prefix, Dictionary<string, string> names)
    {
        var renamed = new List<OnnxValueInfo>();
        foreach (OnnxValueInfo value in values)
            renamed.Add(new OnnxValueInfo(NameOf(value.Name, prefix, names), value.Type));
        return renamed;
    }

    private List<string> NamesOf(IReadOnlyList<string> list, string prefix, Dictionary<string, string> names)
    {
        var renamed = new List<string>();
        foreach (string name in list)
            renamed.Add(NameOf(name, prefix, names));
        return renamed;
    }

    private string NameOf(string name, string prefix, Dictionary<string, string> names)
    {
        copied += CharsPerName;
        if (names.TryGetValue(name, out string? actual))
            return actual;
        copied += prefix.Length + name.Length;
        return IsTooMuch ? "" : names[name] = prefix + name;
    }
}
