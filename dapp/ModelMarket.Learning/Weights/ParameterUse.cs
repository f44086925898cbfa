using ModelMarket.Learning.Onnx;

namespace ModelMarket.Learning.Weights;

/// <summary>How the nodes of a model read its initializers: as weights, as settings, or as running statistics.</summary>
internal sealed class ParameterUse
{
    private readonly HashSet<string> weights = new(StringComparer.Ordinal);
    private readonly HashSet<string> settings = new(StringComparer.Ordinal);
    private readonly HashSet<string> statistics = new(StringComparer.Ordinal);

    /// <summary>True when it is read, and nowhere as a setting.</summary>
    public bool IsParameter(string name) => (weights.Contains(name) || statistics.Contains(name)) && !settings.Contains(name);

    /// <summary>True when BatchNormalization reads it as a mean or variance.</summary>
    public bool IsStatistic(string name) => statistics.Contains(name);

    public static ParameterUse Of(OnnxModel model)
    {
        var use = new ParameterUse();
        use.Add(model.Graph);
        return use;
    }

    private void Add(OnnxGraph graph)
    {
        foreach (OnnxNode node in graph.Nodes)
        {
            for (int i = 0; i < node.Inputs.Count; i++)
                SetOf(node, i).Add(node.Inputs[i]);
            foreach (OnnxAttribute attribute in node.Attributes)
            {
                if (attribute.Graph is { } inner)
                    Add(inner);
            }
        }
    }

    private HashSet<string> SetOf(OnnxNode node, int input)
    {
        if (node.Domain.Length != 0)
            return weights;
        bool setting = node.Operator switch
        {
            "Clip" or "Dropout" or "Pad" or "Resize" or "Upsample" or "Pow" or "Range" or "NonMaxSuppression" or "OneHot" => input >= 1,
            "QuantizeLinear" or "DequantizeLinear" => input >= 1,
            "Where" => input == 0,
            _ => node.Operator.StartsWith("QLinear", StringComparison.Ordinal),
        };
        if (setting)
            return settings;
        return node.Operator == "BatchNormalization" && (input is 3 or 4) ? statistics : weights;
    }
}
