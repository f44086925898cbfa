namespace ModelMarket.Learning.Numerics;

/// <summary>sigmoid and softplus in double; both branches keep full relative precision far from zero.</summary>
internal static class Sigmoidal
{
    public static double Sigmoid(double x)
    {
        if (x >= 0.0)
            return 1.0 / (1.0 + Exponential.Exp(-x));
        var e = Exponential.Exp(x);
        return e / (1.0 + e);
    }

    public static double Softplus(double x) => x > 0.0
        ? x + Logarithm.Log1p(Exponential.Exp(-x))
        : Logarithm.Log1p(Exponential.Exp(x));
}
