namespace ModelMarket.Learning.Tests.Numerics;

/// <summary>The C library's functions, used only to sort out the easy cases of the exhaustive test.</summary>
internal static class PlatformFunctions
{
    public static Func<double, double>? Named(string name) => name switch
    {
        "Exp" => Math.Exp,
        "Exp2" => x => Math.Pow(2, x),
        "Log" => Math.Log,
        "Log2" => Math.Log2,
        "Sin" => Math.Sin,
        "Cos" => Math.Cos,
        "Tan" => Math.Tan,
        "Asin" => Math.Asin,
        "Acos" => Math.Acos,
        "Atan" => Math.Atan,
        "Sinh" => Math.Sinh,
        "Cosh" => Math.Cosh,
        "Tanh" => Math.Tanh,
        "Asinh" => Math.Asinh,
        "Acosh" => Math.Acosh,
        "Atanh" => Math.Atanh,
        "Sigmoid" => x => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x)),
        _ => null, // no function of the library: every input goes to the reference, or to a form of it
    };
}
