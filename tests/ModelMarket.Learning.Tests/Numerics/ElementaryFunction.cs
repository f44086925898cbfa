using ModelMarket.Learning.Numerics;

namespace ModelMarket.Learning.Tests.Numerics;

/// <summary>A function of one argument in its three forms, with the range where it is finite.</summary>
internal sealed record ElementaryFunction(
    string Name, Func<double, double> Double, Func<float, float> Float, Func<BigFloat, BigFloat> Reference, double From, double To)
{
    public static readonly IReadOnlyList<ElementaryFunction> All =
    [
        new("Exp", Elementary.Exp, Elementary.Exp, BigFunctions.Exp, -745, 709.7),
        new("Exp2", Elementary.Exp2, Elementary.Exp2, x => BigFunctions.Exp(x * BigFunctions.Ln2), -1074, 1023.9),
        new("Expm1", Elementary.Expm1, Elementary.Expm1, BigFunctions.Expm1, -800, 709.7),
        new("Log", Elementary.Log, Elementary.Log, BigFunctions.Log, double.Epsilon, double.MaxValue),
        new("Log1p", Elementary.Log1p, Elementary.Log1p, BigFunctions.Log1p, -1 + 1e-15, double.MaxValue),
        new("Log2", Elementary.Log2, Elementary.Log2, x => BigFunctions.Log(x) / BigFunctions.Ln2, double.Epsilon, double.MaxValue),
        new("Sin", Elementary.Sin, Elementary.Sin, BigFunctions.Sin, -double.MaxValue, double.MaxValue),
        new("Cos", Elementary.Cos, Elementary.Cos, BigFunctions.Cos, -double.MaxValue, double.MaxValue),
        new("Tan", Elementary.Tan, Elementary.Tan, x => BigFunctions.Sin(x) / BigFunctions.Cos(x), -double.MaxValue, double.MaxValue),
        new("Asin", Elementary.Asin, Elementary.Asin, BigFunctions.Asin, -1, 1),
        new("Acos", Elementary.Acos, Elementary.Acos, BigFunctions.Acos, -1, 1),
        new("Atan", Elementary.Atan, Elementary.Atan, BigFunctions.Atan, -double.MaxValue, double.MaxValue),
        new("Sinh", Elementary.Sinh, Elementary.Sinh, BigFunctions.Sinh, -710.4, 710.4),
        new("Cosh", Elementary.Cosh, Elementary.Cosh, BigFunctions.Cosh, -710.4, 710.4),
        new("Tanh", Elementary.Tanh, Elementary.Tanh, BigFunctions.Tanh, -double.MaxValue, double.MaxValue),
        new("Asinh", Elementary.Asinh, Elementary.Asinh, BigFunctions.Asinh, -double.MaxValue, double.MaxValue),
        new("Acosh", Elementary.Acosh, Elementary.Acosh, BigFunctions.Acosh, 1, double.MaxValue),
        new("Atanh", Elementary.Atanh, Elementary.Atanh, BigFunctions.Atanh, -1 + 1e-16, 1 - 1e-16),
        new("Erf", Elementary.Erf, Elementary.Erf, BigFunctions.Erf, -double.MaxValue, double.MaxValue),
        new("Sigmoid", Elementary.Sigmoid, Elementary.Sigmoid, BigFunctions.Sigmoid, -708, 1e6),
        new("Softplus", Elementary.Softplus, Elementary.Softplus, BigFunctions.Softplus, -708, 1e6),
        new("Gelu", Elementary.Gelu, Elementary.Gelu, BigFunctions.Gelu, -38, 1e6),
    ];

    public static ElementaryFunction Named(string name) => All.Single(f => f.Name == name);
}
