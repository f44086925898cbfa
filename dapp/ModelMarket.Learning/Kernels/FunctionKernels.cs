namespace ModelMarket.Learning.Kernels;

/// <summary>Functions of one floating number, element by element; may run in place.</summary>
internal static class FunctionKernels
{
    /// <summary>Floats: computed in double, rounded once.</summary>
    public static void Run<TFunction>(ReadOnlySpan<float> x, Span<float> y, double alpha, double beta)
        where TFunction : struct, IFloatFunction
    {
        for (int i = 0; i < y.Length; i++)
            y[i] = (float)TFunction.Apply(x[i], alpha, beta);
    }

    /// <summary>Doubles.</summary>
    public static void Run<TFunction>(ReadOnlySpan<double> x, Span<double> y, double alpha, double beta)
        where TFunction : struct, IFloatFunction
    {
        for (int i = 0; i < y.Length; i++)
            y[i] = TFunction.Apply(x[i], alpha, beta);
    }
}
