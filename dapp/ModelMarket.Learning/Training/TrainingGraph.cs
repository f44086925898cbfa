using ModelMarket.Learning.Onnx;

namespace ModelMarket.Learning.Training;

/// <summary>The form of a model that is trained: BatchNormalization normalises by its batch and gives new running statistics as outputs.</summary>
internal static class TrainingGraph
{
    private const string RunningSuffix = "#running";

    /// <summary>The name of the value that holds the new statistic after a forward pass.</summary>
    public static string RunningName(string statistic) => statistic + RunningSuffix;

    /// <summary>The model with its top-level BatchNormalization nodes in training form; the model itself where there is none.</summary>
    public static OnnxModel Of(OnnxModel model)
    {
        var nodes = new List<OnnxNode>();
        bool changed = false;
        foreach (OnnxNode node in model.Graph.Nodes)
        {
            bool isBatch = node is { Operator: "BatchNormalization", Domain.Length: 0, Inputs.Count: 5 };
            nodes.Add(isBatch ? InTraining(node) : node);
            changed |= isBatch;
        }

        if (!changed)
            return model;
        var graph = new OnnxGraph
        {
            Name = model.Graph.Name,
            Inputs = model.Graph.Inputs,
            Outputs = model.Graph.Outputs,
            Initializers = model.Graph.Initializers,
            Nodes = nodes,
        };
        return new OnnxModel(model.IrVersion, model.Opsets, graph, model.Functions);
    }

    private static OnnxNode InTraining(OnnxNode node)
    {
        var attributes = new List<OnnxAttribute> { OnnxAttributes.Int("training_mode", 1) };
        foreach (OnnxAttribute attribute in node.Attributes)
        {
            if (attribute.Name is "epsilon" or "momentum")
                attributes.Add(attribute);
        }

        return new OnnxNode
        {
            Name = node.Name,
            Operator = node.Operator,
            Domain = node.Domain,
            Inputs = node.Inputs,
            Outputs = [node.Outputs[0], RunningName(node.Inputs[3]), RunningName(node.Inputs[4])],
            Attributes = attributes,
        };
    }
}
