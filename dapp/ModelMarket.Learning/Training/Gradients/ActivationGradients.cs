using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ModelMarket.Learning.Numerics;

namespace ModelMarket.Learning.Training.Gradients;

/// <summary>Functions of one number. Derivatives are computed in double from the forward input and output and rounded once with the product.</summary>
internal static class ActivationGradients
{
    private const double TwoOverSqrtPi = 1.1283791670955126;
    private const double InverseSqrtTwoPi = 0.3989422804014327;

    /// <summary>f′ at one element.</summary>
    private delegate double Derivative(double x, double y);

    public static void Add(Dictionary<string, GradientRule> rules)
    {
        rules.Add("Relu", Relu);
        Simple(rules, "Neg", static (_, _) => -1.0);
        Simple(rules, "Abs", static (x, _) => x > 0 ? 1.0 : x < 0 ? -1.0 : 0.0);
        Simple(rules, "Sigmoid", static (_, y) => y * (1.0 - y));
        Simple(rules, "Tanh", static (_, y) => 1.0 - (y * y));
        Simple(rules, "Softplus", static (x, _) => Elementary.Sigmoid(x));
        Simple(rules, "Softsign", static (x, _) => 1.0 / ((1.0 + Math.Abs(x)) * (1.0 + Math.Abs(x))));
        Simple(rules, "Exp", static (_, y) => y);
        Simple(rules, "Log", static (x, _) => 1.0 / x);
        Simple(rules, "Sqrt", static (_, y) => 0.5 / y);
        Simple(rules, "Reciprocal", static (_, y) => -y * y);
        Simple(rules, "Erf", static (x, _) => TwoOverSqrtPi * Elementary.Exp(-x * x));
        Simple(rules, "Sin", static (x, _) => Elementary.Cos(x));
        Simple(rules, "Cos", static (x, _) => -Elementary.Sin(x));
        Simple(rules, "Tan", static (_, y) => 1.0 + (y * y));
        Simple(rules, "Asin", static (x, _) => 1.0 / Math.Sqrt((1.0 - x) * (1.0 + x)));
        Simple(rules, "Acos", static (x, _) => -1.0 / Math.Sqrt((1.0 - x) * (1.0 + x)));
        Simple(rules, "Atan", static (x, _) => 1.0 / (1.0 + (x * x)));
        Simple(rules, "Sinh", static (x, _) => Elementary.Cosh(x));
        Simple(rules, "Cosh", static (x, _) => Elementary.Sinh(x));
        Simple(rules, "Asinh", static (x, _) => 1.0 / Math.Sqrt(1.0 + (x * x)));
        Simple(rules, "Acosh", static (x, _) => 1.0 / Math.Sqrt((x - 1.0) * (x + 1.0)));
        Simple(rules, "Atanh", static (x, _) => 1.0 / ((1.0 - x) * (1.0 + x)));
        Simple(rules, "HardSwish", static (x, _) => x <= -3 ? 0.0 : x >= 3 ? 1.0 : (x / 3.0) + 0.5);
        Simple(rules, "Mish", static (x, _) => MishDerivative(x));
        Simple(rules, "Cast", static (_, _) => 1.0);
        rules.Add("Gelu", node => Apply(node, node.Text("approximate", "none") == "tanh" ? TanhGeluDerivative : GeluDerivative));
        rules.Add("LeakyRelu", node => WithAlpha(node, 0.01f, static (x, _, alpha) => x >= 0 ? 1.0 : alpha));
        rules.Add("ThresholdedRelu", node => WithAlpha(node, 1f, static (x, _, alpha) => x > alpha ? 1.0 : 0.0));
        rules.Add("Elu", node => WithAlpha(node, 1f, static (x, y, alpha) => x >= 0 ? 1.0 : y + alpha));
        rules.Add("Celu", node => WithAlpha(node, 1f, static (x, _, alpha) => x >= 0 ? 1.0 : Elementary.Exp(x / alpha)));
        rules.Add("Selu", Selu);
        rules.Add("HardSigmoid", HardSigmoid);
        rules.Add("Clip", Clip);
        rules.Add("Shrink", Shrink);
    }

    private static void Simple(Dictionary<string, GradientRule> rules, string name, Derivative derivative) =>
        rules.Add(name, node => Apply(node, derivative));

    private static void Apply(GradientNode node, Derivative derivative)
    {
        Span<float> x = node.In(0).Floats, y = node.Out().Floats, target = node.Target(0).Floats;
        ReadOnlySpan<float> g = node.OutGradient();
        for (int i = 0; i < target.Length; i++)
            target[i] = (float)(g[i] * derivative(x[i], y[i]));
        node.Commit(0);
    }

    private static void Relu(GradientNode node)
    {
        Span<float> x = node.In(0).Floats, target = node.Target(0).Floats;
        ReadOnlySpan<float> g = node.OutGradient();
        Span<Vector256<float>> wide = MemoryMarshal.Cast<float, Vector256<float>>(target), inputs = MemoryMarshal.Cast<float, Vector256<float>>(x);
        ReadOnlySpan<Vector256<float>> slopes = MemoryMarshal.Cast<float, Vector256<float>>(g);
        for (int i = 0; i < wide.Length; i++)
            wide[i] = Vector256.ConditionalSelect(Vector256.GreaterThan(inputs[i], Vector256<float>.Zero), slopes[i], Vector256<float>.Zero);
        for (int i = wide.Length * Vector256<float>.Count; i < target.Length; i++)
            target[i] = x[i] > 0f ? g[i] : 0f;
        node.Commit(0);
    }

    private static void WithAlpha(GradientNode node, float otherwise, Func<double, double, double, double> derivative)
    {
        double alpha = node.Float("alpha", otherwise);
        Apply(node, (x, y) => derivative(x, y, alpha));
    }

    private static void Selu(GradientNode node)
    {
        double alpha = node.Float("alpha", 1.6732631921768188f), gamma = node.Float("gamma", 1.0507010221481323f);
        Apply(node, (x, y) => x > 0 ? gamma : y + (gamma * alpha));
    }

    private static void HardSigmoid(GradientNode node)
    {
        double alpha = node.Float("alpha", 0.2f);
        Apply(node, (_, y) => y > 0 && y < 1 ? alpha : 0.0);
    }

    private static void Clip(GradientNode node)
    {
        double least = node.TryIn(1) is { } min ? min.Floats[0] : node.Float("min", float.NegativeInfinity);
        double most = node.TryIn(2) is { } max ? max.Floats[0] : node.Float("max", float.PositiveInfinity);
        Apply(node, (x, _) => x >= least && x <= most ? 1.0 : 0.0);
    }

    private static void Shrink(GradientNode node)
    {
        double lambda = node.Float("lambd", 0.5f);
        Apply(node, (x, _) => x < -lambda || x > lambda ? 1.0 : 0.0);
    }

    private static double GeluDerivative(double x, double y) =>
        (0.5 * (1.0 + Elementary.Erf(x * 0.7071067811865476))) + (x * InverseSqrtTwoPi * Elementary.Exp(-0.5 * x * x));

    private static double TanhGeluDerivative(double x, double y)
    {
        const double Root = 0.7978845608028654, Cubic = 0.044715;
        double t = Elementary.Tanh(Root * (x + (Cubic * x * x * x)));
        return (0.5 * (1.0 + t)) + (0.5 * x * (1.0 - (t * t)) * Root * (1.0 + (3.0 * Cubic * x * x)));
    }

    private static double MishDerivative(double x)
    {
        double t = Elementary.Tanh(Elementary.Softplus(x));
        return t + (x * (1.0 - (t * t)) * Elementary.Sigmoid(x));
    }
}
