using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Numerics;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>
/// Functions of one floating number: activations, exponentials, circular and hyperbolic functions. In float they are computed
/// in double and rounded once (numerics.md §1).
/// </summary>
internal static class ActivationOperators
{
    private const long Cheap = WorkWeights.Element, Costly = WorkWeights.Transcendental;
    private const double Unused = 0;

    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Add("Relu", 1, TypeSet.Numeric, InferRules.SameAsInput(Cheap), UnaryOperators.Relu, OperatorTraits.Widen | OperatorTraits.InPlace);
        table.Add("Gelu", 20, TypeSet.Floating, InferRules.SameAsInput(Costly), RunGelu, OperatorTraits.Widen | OperatorTraits.InPlace);
        Function<Leaky>(table, "LeakyRelu", 1, Cheap, "alpha", 0.01f);
        Function<Elu>(table, "Elu", 1, Costly, "alpha", 1f);
        Function<Celu>(table, "Celu", 12, Costly, "alpha", 1f);
        Function<Selu>(table, "Selu", 1, Costly, "alpha", 1.6732631921768188f, "gamma", 1.0507010221481323f);
        Function<Logistic>(table, "Sigmoid", 1, Costly);
        Function<HardLogistic>(table, "HardSigmoid", 1, Cheap, "alpha", 0.2f, "beta", 0.5f);
        Function<HardSwish>(table, "HardSwish", 14, Cheap);
        Function<Tanh>(table, "Tanh", 1, Costly);
        Function<Softplus>(table, "Softplus", 1, Costly);
        Function<Softsign>(table, "Softsign", 1, Cheap);
        Function<Thresholded>(table, "ThresholdedRelu", 1, Cheap, "alpha", 1f);
        Function<Shrink>(table, "Shrink", 9, Cheap, "lambd", 0.5f, "bias", 0f);
        Function<Mish>(table, "Mish", 18, Costly);
        Function<Exp>(table, "Exp", 1, Costly);
        Function<Log>(table, "Log", 1, Costly);
        Function<Erf>(table, "Erf", 9, Costly);
        Function<Sin>(table, "Sin", 7, Costly);
        Function<Cos>(table, "Cos", 7, Costly);
        Function<Tan>(table, "Tan", 7, Costly);
        Function<Asin>(table, "Asin", 7, Costly);
        Function<Acos>(table, "Acos", 7, Costly);
        Function<Atan>(table, "Atan", 7, Costly);
        Function<Sinh>(table, "Sinh", 9, Costly);
        Function<Cosh>(table, "Cosh", 9, Costly);
        Function<Asinh>(table, "Asinh", 9, Costly);
        Function<Acosh>(table, "Acosh", 9, Costly);
        Function<Atanh>(table, "Atanh", 9, Costly);
    }

    private static void Function<TFunction>(
        OperatorTableBuilder table, string name, int since, long work, string alpha = "", float alphaDefault = 0, string beta = "", float betaDefault = 0)
        where TFunction : struct, IFloatFunction =>
        table.Add(
            name, since, TypeSet.Floating, InferRules.SameAsInput(work),
            run => Run<TFunction>(run, run.Node.Float(alpha, alphaDefault), run.Node.Float(beta, betaDefault)),
            OperatorTraits.Widen | OperatorTraits.InPlace);

    private static void Run<TFunction>(NodeRun run, double alpha, double beta)
        where TFunction : struct, IFloatFunction
    {
        if (run.In(0).Type == ElementType.Float)
            FunctionKernels.Run<TFunction>(run.In(0).Floats, run.Out().Floats, alpha, beta);
        else
            FunctionKernels.Run<TFunction>(run.In(0).Doubles, run.Out().Doubles, alpha, beta);
    }

    private static void RunGelu(NodeRun run)
    {
        if (run.Node.Text("approximate", "none") == "tanh")
            Run<GeluTanh>(run, Unused, Unused);
        else
            Run<Gelu>(run, Unused, Unused);
    }

    /// <summary>Between 0 and 1; NaN stays.</summary>
    private static double Clamp(double x) => x < 0 ? 0 : x > 1 ? 1 : x;

    private readonly struct Gelu : IFloatFunction
    {
        public static double Apply(double x, double alpha, double beta) => Elementary.Gelu(x);
    }

    private readonly struct GeluTanh : IFloatFunction
    {
        private const double RootTwoOverPi = 0.79788456080286535588;

        public static double Apply(double x, double alpha, double beta) =>
            0.5 * x * (1 + Elementary.Tanh(RootTwoOverPi * (x + (0.044715 * (x * x * x)))));
    }

    private readonly struct Leaky : IFloatFunction
    {
        public static double Apply(double x, double alpha, double beta) => x < 0 ? alpha * x : x;
    }

    private readonly struct Elu : IFloatFunction
    {
        public static double Apply(double x, double alpha, double beta) => x < 0 ? alpha * Elementary.Expm1(x) : x;
    }

    private readonly struct Celu : IFloatFunction
    {
        public static double Apply(double x, double alpha, double beta) => x < 0 ? alpha * Elementary.Expm1(x / alpha) : x;
    }

    private readonly struct Selu : IFloatFunction
    {
        public static double Apply(double x, double alpha, double beta) => beta * (x > 0 ? x : alpha * Elementary.Expm1(x));
    }

    private readonly struct Logistic : IFloatFunction
    {
        public static double Apply(double x, double alpha, double beta) => Elementary.Sigmoid(x);
    }

    private readonly struct HardLogistic : IFloatFunction
    {
        public static double Apply(double x, double alpha, double beta) => Clamp((alpha * x) + beta);
    }

    private readonly struct HardSwish : IFloatFunction
    {
        public static double Apply(double x, double alpha, double beta) => x * Clamp((x / 6) + 0.5);
    }

    private readonly struct Tanh : IFloatFunction
    {
        public static double Apply(double x, double alpha, double beta) => Elementary.Tanh(x);
    }

    private readonly struct Softplus : IFloatFunction
    {
        public static double Apply(double x, double alpha, double beta) => Elementary.Softplus(x);
    }

    private readonly struct Softsign : IFloatFunction
    {
        public static double Apply(double x, double alpha, double beta) => x / (1 + Math.Abs(x));
    }

    private readonly struct Thresholded : IFloatFunction
    {
        public static double Apply(double x, double alpha, double beta) => x > alpha || double.IsNaN(x) ? x : 0;
    }

    private readonly struct Shrink : IFloatFunction
    {
        public static double Apply(double x, double alpha, double beta) => x < -alpha ? x + beta : x > alpha ? x - beta : double.IsNaN(x) ? x : 0;
    }

    private readonly struct Mish : IFloatFunction
    {
        public static double Apply(double x, double alpha, double beta) => x * Elementary.Tanh(Elementary.Softplus(x));
    }

    private readonly struct Exp : IFloatFunction
    {
        public static double Apply(double x, double alpha, double beta) => Elementary.Exp(x);
    }

    private readonly struct Log : IFloatFunction
    {
        public static double Apply(double x, double alpha, double beta) => Elementary.Log(x);
    }

    private readonly struct Erf : IFloatFunction
    {
        public static double Apply(double x, double alpha, double beta) => Elementary.Erf(x);
    }

    private readonly struct Sin : IFloatFunction
    {
        public static double Apply(double x, double alpha, double beta) => Elementary.Sin(x);
    }

    private readonly struct Cos : IFloatFunction
    {
        public static double Apply(double x, double alpha, double beta) => Elementary.Cos(x);
    }

    private readonly struct Tan : IFloatFunction
    {
        public static double Apply(double x, double alpha, double beta) => Elementary.Tan(x);
    }

    private readonly struct Asin : IFloatFunction
    {
        public static double Apply(double x, double alpha, double beta) => Elementary.Asin(x);
    }

    private readonly struct Acos : IFloatFunction
    {
        public static double Apply(double x, double alpha, double beta) => Elementary.Acos(x);
    }

    private readonly struct Atan : IFloatFunction
    {
        public static double Apply(double x, double alpha, double beta) => Elementary.Atan(x);
    }

    private readonly struct Sinh : IFloatFunction
    {
        public static double Apply(double x, double alpha, double beta) => Elementary.Sinh(x);
    }

    private readonly struct Cosh : IFloatFunction
    {
        public static double Apply(double x, double alpha, double beta) => Elementary.Cosh(x);
    }

    private readonly struct Asinh : IFloatFunction
    {
        public static double Apply(double x, double alpha, double beta) => Elementary.Asinh(x);
    }

    private readonly struct Acosh : IFloatFunction
    {
        public static double Apply(double x, double alpha, double beta) => Elementary.Acosh(x);
    }

    private readonly struct Atanh : IFloatFunction
    {
        public static double Apply(double x, double alpha, double beta) => Elementary.Atanh(x);
    }
}
