using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Operators;

namespace ModelMarket.Learning.Training.Gradients;

/// <summary>Which operators can be trained through. One entry per operator of the default domain; families add theirs.</summary>
internal static class GradientTable
{
    private static readonly Dictionary<string, GradientRule> Rules = Build();

    /// <summary>Operators with a rule of their own; what only renames or reshapes a value needs none.</summary>
    public static IReadOnlyCollection<string> Names => Rules.Keys;

    /// <summary>The rule of a node, or null.</summary>
    public static GradientRule? Find(NodeContext context)
    {
        if (context.Node.Domain.Length != 0)
            return null;
        if ((context.Entry.Traits & OperatorTraits.Alias) != 0)
            return ShapeGradients.Same;
        if (context.Node.Operator.StartsWith("Scatter", StringComparison.Ordinal) && context.Text("reduction", "none") != "none")
            return null;
        return Rules.TryGetValue(context.Node.Operator, out GradientRule? rule) ? rule : null;
    }

    /// <summary>False for inputs that steer an operator (shapes, bounds, statistics): they get no gradient.</summary>
    public static bool IsDifferentiable(OnnxNode node, int input) => node.Operator switch
    {
        "Add" or "Sub" or "Mul" or "Div" or "MatMul" or "Gemm" or "Concat" or "Sum" or "Conv" or "ConvTranspose" or "LayerNormalization"
            or "InstanceNormalization" or "GroupNormalization" or "PRelu" or "Max" or "Min" or "Mean" or "Einsum" or "Pow" => true,
        "BatchNormalization" => input < 3,
        "Where" => input > 0,
        "ScatterElements" or "ScatterND" => input != 1,
        _ => input == 0,
    };

    private static Dictionary<string, GradientRule> Build()
    {
        var rules = new Dictionary<string, GradientRule>(StringComparer.Ordinal);
        MatrixGradients.Add(rules);
        ArithmeticGradients.Add(rules);
        ActivationGradients.Add(rules);
        ShapeGradients.Add(rules);
        SoftmaxGradients.Add(rules);
        ReduceGradients.Add(rules);
        ConvolutionGradients.Add(rules);
        PoolGradients.Add(rules);
        NormalizationGradients.Add(rules);
        MovementGradients.Add(rules);
        ResizeGradients.Add(rules);
        EinsumGradients.Add(rules);
        LocalNormGradients.Add(rules);
        return rules;
    }
}
